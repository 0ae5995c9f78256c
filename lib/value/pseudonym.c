/* pseudonym: a keyed hash for persons; the key never leaves locked memory. */
#include "value/pseudonym.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_LEAST = 32, KEY_MOST = 4096, WRITTEN = 16 };

/* In memory of sodium_malloc: locked, guarded, wiped by sodium_free. */
struct pseudonym {
	crypto_auth_hmacsha256_state keyed; /* HMAC with the key taken in, to be copied */
};

static bool
check_file(int fd, const char *path, struct fault *f)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return fault(f, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return fault(f, "%s: a key comes from a regular file", path);
	if (st.st_uid != geteuid() || (st.st_mode & 077) != 0)
		return fault(f,
		    "%s: the key is not its owner's alone; chmod 600, and run as the owner", path);
	return true;
}

static bool
read_key(int fd, const char *path, unsigned char *key, size_t *len, struct fault *f)
{
	ssize_t n;

	for (*len = 0; *len <= KEY_MOST; *len += (size_t)n) {
		do
			n = read(fd, key + *len, KEY_MOST + 1 - *len);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return fault(f, "%s: %s", path, strerror(errno));
		if (n == 0)
			break;
	}
	if (*len < KEY_LEAST || *len > KEY_MOST)
		return fault(f, "%s: a key has %d to %d bytes", path, KEY_LEAST, KEY_MOST);
	return true;
}

/* No core file, no debugger: whoever can read the memory has the key.  (The leak checker is a
 * debugger.) */
static void
close_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

struct pseudonym *
pseudonym_new(const char *key_file, struct fault *f)
{
	struct pseudonym *p = NULL;
	unsigned char *key;
	size_t len;
	int fd;

	f->at = 0;
	close_memory();
	if (sodium_init() < 0) {
		fault(f, "libsodium cannot be used here");
		return NULL;
	}
	fd = open(key_file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		fault(f, "%s: %s", key_file, strerror(errno));
		return NULL;
	}
	key = sodium_malloc(KEY_MOST + 1);
	if (key == NULL)
		die("out of memory");
	if (check_file(fd, key_file, f) && read_key(fd, key_file, key, &len, f)) {
		p = sodium_malloc(sizeof *p);
		if (p == NULL)
			die("out of memory");
		crypto_auth_hmacsha256_init(&p->keyed, key, len);
		sodium_mprotect_readonly(p);
	}
	sodium_free(key);
	close(fd);
	return p;
}

/* The domain and a NUL, which no column name has, before the value: equal values of two domains
 * differ. */
void
pseudonym_write(const struct pseudonym *p, struct str domain, struct str value, struct buf *b)
{
	crypto_auth_hmacsha256_state state;
	unsigned char hash[crypto_auth_hmacsha256_BYTES];
	char hex[2 * WRITTEN + 1];

	if (value.len == 0)
		return;
	state = p->keyed;
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)domain.at, domain.len);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)"", 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)value.at, value.len);
	crypto_auth_hmacsha256_final(&state, hash);
	sodium_memzero(&state, sizeof state);
	sodium_bin2hex(hex, sizeof hex, hash, WRITTEN);
	buf_add(b, hex, 2 * WRITTEN);
}

void
pseudonym_free(struct pseudonym *p)
{
	sodium_free(p);
}
