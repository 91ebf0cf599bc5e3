import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderLeftOut } from '../../../../client/cli/pictures/left-out.ts';
import { walkFolder } from '../../../../client/cli/pictures/walk-folder.ts';
import { picturePath, readPictureFixture, root } from '../../../support/fixtures.ts';
import { runGlimpse } from '../../../support/run-glimpse.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const fixture = (name: string): string => join(root, 'test/fixtures/pictures', name);

/** Writes empty files, with their folders. */
function touch(folder: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
}

function walk(folder: string, hidden = false) {
  const { files, leftOut } = walkFolder(folder, { hidden });
  const relative = (name: string): string => name.slice(folder.length + 1);
  return {
    files: files.map(({ name }) => relative(name)),
    leftOut: leftOut.map(({ name, reason }) => `${reason} ${relative(name)}`).sort(),
  };
}

describe('the pictures of a folder', () => {
  test('are found by every extension that browsers, phones and cameras use', () => {
    const folder = temporaryFolder();
    const names = [
      'jpg',
      'JPEG',
      'jpe',
      'jfif',
      'png',
      'webp',
      'gif',
      'tif',
      'tiff',
      'avif',
      'HEIC',
    ];
    const pictures = [...names, 'heif', 'hif', 'bmp'].map((extension) => `a.${extension}`);
    touch(folder, ...pictures, 'b.txt', 'b.mov', 'b.svg', 'b.jpg.part', 'jpg.md');
    expect(walk(folder).files).toEqual(pictures.sort());
    expect(walk(folder).leftOut).toHaveLength(5);
  });

  test('are found without extension if they begin like a picture', () => {
    const folder = temporaryFolder();
    for (const name of ['still.heic', '24.bmp', 'still.avif']) {
      copyFileSync(fixture(name), join(folder, name.replace('.', '-')));
    }
    copyFileSync(picturePath('coffee'), join(folder, 'photo'));
    touch(folder, 'Makefile', 'LICENSE');
    expect(walk(folder)).toEqual({
      files: ['24-bmp', 'photo', 'still-avif', 'still-heic'],
      leftOut: ['not-picture LICENSE', 'not-picture Makefile'],
    });
  });

  test('leave out hidden and system files, unless they are wanted', () => {
    const folder = temporaryFolder();
    const hidden = [
      '._a.jpg',
      '.thumbs/b.jpg',
      '@eaDir/a.jpg/SYNO_THUMB_M.jpg',
      '__MACOSX/._a.jpg',
      '$RECYCLE.BIN/c.jpg',
    ];
    touch(folder, 'a.jpg', 'Thumbs.db', ...hidden);
    expect(walk(folder)).toEqual({
      files: ['a.jpg'],
      leftOut: [
        'hidden $RECYCLE.BIN',
        'hidden ._a.jpg',
        'hidden .thumbs',
        'hidden @eaDir',
        'hidden Thumbs.db',
        'hidden __MACOSX',
      ],
    });
    expect(walk(folder, true).files).toEqual([...hidden, 'a.jpg'].sort());
  });

  test.skipIf(process.platform === 'win32')(
    'never wait for a pipe, nor follow links to folders or to nothing',
    () => {
      const folder = temporaryFolder();
      touch(folder, 'a.jpg', 'below/b.jpg');
      execFileSync('mkfifo', [join(folder, 'pipe.jpg'), join(folder, 'pipe')]);
      symlinkSync(folder, join(folder, 'below', 'loop'));
      symlinkSync(join(folder, 'nothing'), join(folder, 'dangling.jpg'));
      symlinkSync(join(folder, 'a.jpg'), join(folder, 'link.jpg'));
      expect(walk(folder)).toEqual({
        files: ['a.jpg', 'below/b.jpg', 'link.jpg'],
        leftOut: [
          'not-picture below/loop',
          'not-picture pipe',
          'not-picture pipe.jpg',
          'unreadable dangling.jpg',
        ],
      });
    },
  );

  test.skipIf(process.getuid?.() === 0)('leave out folders that cannot be read', () => {
    const folder = temporaryFolder();
    touch(folder, 'a.jpg', 'private/b.jpg');
    chmodSync(join(folder, 'private'), 0);
    expect(walk(folder)).toEqual({ files: ['a.jpg'], leftOut: ['unreadable private'] });
    chmodSync(join(folder, 'private'), 0o700);
  });
});

describe('what is left out', () => {
  test('is summed up by reason and kind', () => {
    const others = ['a.txt', 'b.TXT', 'c.mov', 'd', 'e.xmp', 'f.pdf', 'g.doc'].map((name) => {
      return { name, reason: 'not-picture' } as const;
    });
    expect(
      renderLeftOut([
        ...others,
        { name: '.x', reason: 'hidden' },
        { name: 'private', reason: 'unreadable', code: 'EACCES' },
      ]),
    ).toBe(
      'left out: 7 files that are not pictures (2 .txt, 1 .mov, 1 without extension, 1 .xmp, 2 others), 1 hidden (--hidden takes it), 1 that cannot be read (private: EACCES)',
    );
    expect(renderLeftOut(others.slice(0, 1))).toBe(
      'left out: 1 file that is not a picture (a.txt)',
    );
    expect(renderLeftOut([])).toBeUndefined();
  });

  test('is printed at the end, and with --hidden taken', async () => {
    const folder = temporaryFolder();
    copyFileSync(fixture('still.heic'), join(folder, 'a.HEIC'));
    copyFileSync(picturePath('coffee'), join(folder, 'b.jfif'));
    copyFileSync(picturePath('china'), join(folder, '.c.jpg'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const plain = await runGlimpse(['classify', '--jsonl', folder]);
    expect(plain.stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(plain.stderr).toBe(
      'glimpse: left out: 1 file that is not a picture ' +
        `(${join(folder, 'notes.txt')}), 1 hidden (--hidden takes it)\n`,
    );
    expect(plain.code).toBe(0);
    const all = await runGlimpse(['classify', '--jsonl', '--hidden', folder]);
    expect(all.stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(all.code).toBe(0);
  });

  test.skipIf(process.platform !== 'linux')('a name that is not UTF-8 is read', async () => {
    const folder = temporaryFolder();
    const name = Buffer.concat([Buffer.from('latin'), Buffer.from([0xe9]), Buffer.from('.jpg')]);
    const path = Buffer.concat([Buffer.from(`${folder}/`), name]);
    writeFileSync(path, readPictureFixture('coffee'));
    const { code, stdout } = await runGlimpse(['classify', '--jsonl', folder]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, input: join(folder, 'latin\ufffd.jpg') });
    expect(code).toBe(0);
  });

  test('is named if nothing is left', async () => {
    const folder = temporaryFolder();
    touch(folder, 'a.mov', '.b.jpg');
    const { code, stderr } = await runGlimpse(['classify', folder]);
    expect(stderr).toContain(
      `there are no pictures in ${folder}; left out: 1 file that is not a picture`,
    );
    expect(code).toBe(2);
  });
});
