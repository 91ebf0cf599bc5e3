#!/bin/sh
# Runs the function's code in a separate root folder, as Lambda does: Node and the C libraries for
# arm64, read-only /var/task and /opt, an empty /tmp, and nothing else. There is no
# /sys/devices/system/cpu, which Lambda hides on arm64, and /proc/cpuinfo is that of a Neoverse N1.
# Runs in new mount and network namespaces and takes its parameters from the environment.
set -eu

readonly_bind() {
  mount --bind "$1" "$2"
  # An ordinary user may not remove flags of the underlying mount.
  mount -o remount,bind,ro "$2" 2>/dev/null || mount -o remount,bind,ro,nosuid,nodev "$2"
}

root=$REHEARSAL_ROOT
mount -t tmpfs -o mode=755 tmpfs "$root"
cd "$root"
mkdir -p dev etc lib opt proc sys/devices/system tmp usr/bin var/lang/bin var/runtime var/task
ln -s lib lib64
touch dev/null dev/random dev/urandom dev/zero usr/bin/emulator var/lang/bin/node
readonly_bind "$REHEARSAL_EMULATOR" usr/bin/emulator
readonly_bind "$REHEARSAL_NODE" var/lang/bin/node
readonly_bind "$REHEARSAL_LIBRARIES" lib
readonly_bind "$REHEARSAL_RUNTIME" var/runtime
readonly_bind "$REHEARSAL_TASK" var/task
readonly_bind "$REHEARSAL_OPT" opt
mount --bind "$REHEARSAL_TMP" tmp
mount --rbind /proc proc
mount --bind "$REHEARSAL_CPUINFO" proc/cpuinfo
for device in null random urandom zero; do mount --bind "/dev/$device" "dev/$device"; done
mount -o remount,bind,ro .

path=$REHEARSAL_PATH
unset OLDPWD REHEARSAL_ROOT REHEARSAL_EMULATOR REHEARSAL_NODE REHEARSAL_LIBRARIES
unset REHEARSAL_RUNTIME REHEARSAL_TASK REHEARSAL_OPT REHEARSAL_TMP REHEARSAL_CPUINFO REHEARSAL_PATH
exec chroot . /usr/bin/emulator -cpu neoverse-n1 -E "PATH=$path" /var/lang/bin/node "/var/runtime/$1"
