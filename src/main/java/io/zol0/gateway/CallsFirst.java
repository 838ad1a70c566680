package io.zol0.gateway;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets the JVM's compilers and what its collector does beside the program give way to calls, where processors are short.
 *
 * <p>Linux keeps a niceness for each thread, which anybody may raise; the JVM leaves all at one. Threads that these make
 * later are as nice as they are. Threads that stop the program, and all of Java's, stay as they were.
 */
@Component
final class CallsFirst {
    private static final Logger log = LoggerFactory.getLogger(CallsFirst.class);

    /** By how much nicer than the process; at 10 a thread has a ninth of the share of others. */
    static final int NICER = 10;

    private static final int NICEST = 19;
    private static final int PRIO_PROCESS = 0;
    private static final Path PROCESS = Path.of("/proc/self");

    /** How the names of these threads begin; the system cuts names after 15 characters. */
    private static final List<String> HELPERS =
            List.of("C1 Compiler", "C2 Compiler", "G1 Conc", "G1 Main Marker", "G1 Refine");

    /** Where the system is not Linux nothing happens. */
    @Scheduled(initialDelay = 20, timeUnit = TimeUnit.SECONDS)
    void giveWay() throws IOException {
        if (!Files.isDirectory(PROCESS.resolve("task"))) {
            return;
        }
        int niceness = Math.min(NICEST, niceness(PROCESS) + NICER);
        List<String> unwilling = new ArrayList<>();
        MethodHandle setPriority = setPriority();
        for (Path thread : threads()) {
            String name = nameOf(thread);
            if (HELPERS.stream().anyMatch(name::startsWith)
                    && niceness(thread) < niceness
                    && !set(setPriority, Integer.parseInt(thread.getFileName().toString()), niceness)
                    && niceness(thread) < niceness) {
                unwilling.add(name);
            }
        }
        if (!unwilling.isEmpty()) {
            log.warn("The system let these threads of the JVM keep their priority over calls: {}.", unwilling);
        }
    }

    static List<Path> threads() throws IOException {
        try (Stream<Path> all = Files.list(PROCESS.resolve("task"))) {
            return all.toList();
        }
    }

    /** The name of a thread as the system knows it; nothing of one that has ended. */
    static String nameOf(Path thread) throws IOException {
        return read(thread, "comm").strip();
    }

    /**
     * @return from -20 to 19; of a thread that has ended the most, so that nothing is left to do with it
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>, field 19
     */
    static int niceness(Path processOrThread) throws IOException {
        String stat = read(processOrThread, "stat");
        // The second field is a name in brackets, which may have spaces and brackets in it.
        return stat.isEmpty()
                ? NICEST
                : Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    /** Nothing of what has ended, be it before its file was opened or before it was read. */
    private static String read(Path processOrThread, String file) throws IOException {
        try {
            return Files.readString(processOrThread.resolve(file));
        } catch (IOException unreadable) {
            if (Files.exists(processOrThread)) {
                throw unreadable;
            }
            return "";
        }
    }

    private static MethodHandle setPriority() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setpriority"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    private static boolean set(MethodHandle setPriority, int thread, int niceness) {
        try {
            return (int) setPriority.invokeExact(PRIO_PROCESS, thread, niceness) == 0;
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException("setpriority of the system's library", impossible);
        }
    }
}
