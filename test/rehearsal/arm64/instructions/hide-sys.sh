#!/bin/sh
# Runs a command with an empty /sys, because Lambda hides /sys/devices/system/cpu on arm64, and with the
# /proc/cpuinfo of a Neoverse N1.
# Runs in a new mount namespace. Parameters: the file with that content, and the command.
set -eu
mount -t tmpfs -o mode=755 tmpfs /sys
mount --bind "$1" /proc/cpuinfo
shift
exec "$@"
