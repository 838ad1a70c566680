package io.zol0.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder an installation lives in, held by one process at a time. */
public final class Home implements AutoCloseable {
    private static final String LOCK = "home.lock";

    private final Path folder;
    private final FileChannel lock;

    private Home(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes the folder where it is missing and takes it for this process, until {@link #close()} or the process's end. */
    public static Home open(Path folder) {
        return openUnlessInUse(folder)
                .orElseThrow(() ->
                        new Refusal("The home folder " + folder.toAbsolutePath().normalize() + " is in use by "
                                + holder(folder) + "; stop that ZoL0 or set ZOL0_HOME to another folder."));
    }

    /** The same, or nothing where another process has it. */
    static Optional<Home> openUnlessInUse(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        try {
            boolean ours = !Files.exists(absolute) || isEmptyOrOurs(absolute);
            PrivateFiles.createFolder(absolute);
            Path real = absolute.toRealPath();
            FileChannel lock = lock(real.resolve(LOCK));
            if (lock != null && ours) {
                // A folder that holds other things as well keeps its permissions: it may be somebody's own.
                Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
            }
            return Optional.ofNullable(lock).map(held -> new Home(real, held));
        } catch (IOException e) {
            throw new Refusal(
                    "The home folder " + absolute + " cannot be written to; make it writable or set ZOL0_HOME to"
                            + " another folder.",
                    e);
        }
    }

    /** The folder itself; it exists, is ours alone and can be written to. */
    public Path folder() {
        return folder;
    }

    /** Lets another process have the folder. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new Refusal("The lock on " + folder + " could not be given back: " + e, e);
        }
    }

    private static boolean isEmptyOrOurs(Path folder) throws IOException {
        if (Files.exists(folder.resolve(LOCK))) {
            return true;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        // The lock is the operating system's, so it goes with the process however that ends; the text only informs.
        FileChannel channel = PrivateFiles.open(file);
        if (tryLock(channel) == null) {
            channel.close();
            return null;
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(Path folder) {
        try {
            return "process " + Files.readString(folder.resolve(LOCK)).strip();
        } catch (IOException e) {
            return "another process";
        }
    }
}
