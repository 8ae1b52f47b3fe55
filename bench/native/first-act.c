/* usage: first-act <file> [grandchildren]
 * The child of the restart measurements: its first act is to append "<CLOCK_MONOTONIC in ns> <pid>\n" to the file, in one write.
 * With a number it then leaves that many grandchildren behind that forked twice, each in a session of its own: they stamp the file too.
 * Then it sleeps until a signal ends it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int stamp(const char *path)
{
    struct timespec now;
    char line[64];
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(line, sizeof line, "%lld%09ld %d\n", (long long)now.tv_sec, now.tv_nsec, (int)getpid());
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return file >= 0 && write(file, line, (size_t)length) == length && close(file) == 0 ? 0 : 1;
}

static void leave_grandchild(const char *path)
{
    pid_t child = fork();
    if (child == 0)
    {
        setsid();
        if (fork() != 0)
            _exit(0);
        stamp(path);
        for (;;)
            pause();
    }

    waitpid(child, NULL, 0);
}

int main(int count, char **arguments)
{
    if (count < 2 || stamp(arguments[1]) != 0)
        return 1;
    for (int left = count > 2 ? atoi(arguments[2]) : 0; left > 0; left--)
        leave_grandchild(arguments[1]);
    for (;;)
        pause();
}
