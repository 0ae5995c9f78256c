/* pseudonym: HMAC-SHA-256 by a key that is its owner's alone. */
#include "value/pseudonym.h"
#include "unit.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/unit-pseudonym-XXXXXX";
static char path[100];

static void
key_file(const char *bytes, size_t n, mode_t mode)
{
	int fd;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL, mode);
	EXPECT(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	EXPECT(fchmod(fd, mode) == 0);
	close(fd);
}

static void
expect(const struct pseudonym *p, const char *domain, const char *value, const char *want)
{
	struct buf b = {0};

	buf_ch(&b, '>');
	pseudonym_write(p, str_of(domain), str_of(value), &b);
	EXPECT_TEXT(buf_cstr(&b) + 1, want);
	buf_clear(&b);
}

static void
refused(const char *name, const char *word)
{
	struct fault f;
	struct pseudonym *p = pseudonym_new(name, &f);

	EXPECT(p == NULL);
	if (p == NULL && strstr(f.msg, word) == NULL)
		EXPECT_TEXT(f.msg, word);
	pseudonym_free(p);
}

int
main(void)
{
	char key[5000];
	struct pseudonym *p;
	struct fault f;

	EXPECT(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/key", folder);
	for (int i = 0; i < 32; i++)
		key[i] = (char)i;
	key_file(key, 32, 0600);
	p = pseudonym_new(path, &f);
	EXPECT(p != NULL);
	if (p != NULL) {
		expect(p, "phone", "13812348475", "1ff9c57e6dea478a6d2e751405c89f0a");
		expect(p, "phone", "13812348475", "1ff9c57e6dea478a6d2e751405c89f0a");
		expect(p, "phone", "", "");
	}
	pseudonym_free(p);
	memset(key, 'k', sizeof key);
	key_file(key, 100, 0400);
	p = pseudonym_new(path, &f);
	EXPECT(p != NULL);
	if (p != NULL)
		expect(p, "客户", "张三", "30a15af08645f1dba7805dbd37bf784e");
	pseudonym_free(p);
#ifndef __SANITIZE_ADDRESS__
	EXPECT(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
#endif
	key_file(key, 31, 0600);
	refused(path, "32 to 4096 bytes");
	key_file(key, 4097, 0600);
	refused(path, "32 to 4096 bytes");
	key_file(key, 32, 0640);
	refused(path, "chmod 600");
	key_file(key, 32, 0604);
	refused(path, "chmod 600");
	refused(folder, "regular file");
	refused("/dev/zero", "regular file");
	unlink(path);
	refused(path, "No such file");
	rmdir(folder);
	return unit_end();
}
