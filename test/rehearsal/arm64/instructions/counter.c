/*
 * A plugin for QEMU's emulation of arm64 programs: counts the instructions that a program executes, by
 * class. The program sets mark n by calling close(120000 + n), which does nothing else but fail. For every
 * mark, one JSON document per line goes to the file that the parameter out=FILE names.
 *
 * Debian ships no header for plugins. The declarations follow include/qemu/qemu-plugin.h of QEMU 7.2, whose
 * interface has version 1; a QEMU that no longer has this version refuses to load the plugin:
 * https://www.qemu.org/docs/master/devel/tcg-plugins.html
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;   /* a block of instructions, translated together */
struct qemu_plugin_insn; /* one of them */
enum operation { ADD_U64 };

typedef void (*on_block)(plugin_id, struct qemu_plugin_tb *);
typedef void (*on_call)(plugin_id, unsigned processor, int64_t number, uint64_t, uint64_t, uint64_t,
                        uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, on_block);
void qemu_plugin_register_vcpu_syscall_cb(plugin_id, on_call);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *, enum operation, void *, uint64_t);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);

int qemu_plugin_version = 1;

enum { CLOSE = 57, FIRST_MARK = 120000, MARKS = 100 };
enum class { SDOT, UDOT, MMLA, SMULL, FMLA, CLASSES };
static const char *const names[CLASSES] = {"sdot", "udot", "mmla", "smull", "fmla"};

/*
 * Encodings: Arm Architecture Reference Manual for A-profile (DDI 0487), section C4.1, "Data Processing --
 * Scalar Floating-Point and Advanced SIMD". An instruction is of the class if its bits in `mask` are `bits`.
 */
static const struct {
  uint32_t mask, bits;
  enum class class;
} encodings[] = {
    {0xbfe0fc00, 0x0e809400, SDOT}, {0xbfc0f400, 0x0f80e000, SDOT}, /* vectors; by element */
    {0xbfe0fc00, 0x2e809400, UDOT}, {0xbfc0f400, 0x2f80e000, UDOT},
    {0xffe0fc00, 0x4e80a400, MMLA}, {0xffe0fc00, 0x6e80a400, MMLA}, /* smmla, ummla */
    {0x9f20fc00, 0x0e208000, SMULL}, {0x9f00f400, 0x0f002000, SMULL}, /* smlal and umlal */
    {0x9f20fc00, 0x0e20c000, SMULL}, {0x9f00f400, 0x0f00a000, SMULL}, /* smull and umull */
    {0xbfa0fc00, 0x0e20cc00, FMLA}, {0xbf80f400, 0x0f801000, FMLA},
    {0xbfe0fc00, 0x0e400c00, FMLA}, {0xbfc0f400, 0x0f001000, FMLA}, /* of 16 bits */
    {0xff208000, 0x1f000000, FMLA}, /* fmadd, of one number */
};

static uint64_t total, counts[CLASSES];
static FILE *out;

static void count_block(plugin_id id, struct qemu_plugin_tb *block) {
  (void)id;
  uint64_t found[CLASSES] = {0};
  const size_t size = qemu_plugin_tb_n_insns(block);
  for (size_t i = 0; i < size; i++) {
    uint32_t word;
    memcpy(&word, qemu_plugin_insn_data(qemu_plugin_tb_get_insn(block, i)), sizeof word);
    for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++)
      found[encodings[e].class] += (word & encodings[e].mask) == encodings[e].bits;
  }
  qemu_plugin_register_vcpu_tb_exec_inline(block, ADD_U64, &total, size);
  for (int class = 0; class < CLASSES; class++)
    if (found[class])
      qemu_plugin_register_vcpu_tb_exec_inline(block, ADD_U64, &counts[class], found[class]);
}

static void write_mark(plugin_id id, unsigned processor, int64_t number, uint64_t a, uint64_t b, uint64_t c,
                       uint64_t d, uint64_t e, uint64_t f, uint64_t g, uint64_t h) {
  (void)id, (void)processor, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g, (void)h;
  if (number != CLOSE || a < FIRST_MARK || a >= FIRST_MARK + MARKS) return;
  fprintf(out, "{\"mark\":%d,\"total\":%llu", (int)(a - FIRST_MARK), (unsigned long long)total);
  for (int class = 0; class < CLASSES; class++)
    fprintf(out, ",\"%s\":%llu", names[class], (unsigned long long)counts[class]);
  fputs("}\n", out);
  fflush(out);
}

/* QEMU calls this first; `info` describes the emulated machine. */
int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
  (void)info;
  if (argc != 1 || strncmp(argv[0], "out=", 4) != 0) return 1;
  out = fopen(argv[0] + 4, "w");
  if (!out) return 1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, count_block);
  qemu_plugin_register_vcpu_syscall_cb(id, write_mark);
  return 0;
}
