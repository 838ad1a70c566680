package io.zol0.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process that {@code postmaster.pid} speaks of.
 *
 * @see <a href="https://www.postgresql.org/docs/18/storage-file-layout.html">Database File Layout</a>
 */
record Postmaster(long pid, int port, boolean ready) {
    static final String FILE = "postmaster.pid";

    /** What the file says; nothing where there is none, or where the server is still writing it. */
    static Optional<Postmaster> of(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve(FILE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            return Optional.of(new Postmaster(
                    pid, port, lines.size() > 7 && lines.get(7).strip().equals("ready")));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether any process has this id. */
    boolean someoneLives() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Whether the process with this id is a PostgreSQL that serves this very data directory. */
    boolean serves(Path data) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .filter(info -> serves(info, data))
                .isPresent();
    }

    private boolean serves(ProcessHandle.Info info, Path data) {
        if (!info.command().filter(command -> command.endsWith("postgres")).isPresent()) {
            return false;
        }
        Path workingFolder = Path.of("/proc", Long.toString(pid), "cwd");
        try {
            return Files.exists(workingFolder)
                    ? Files.isSameFile(workingFolder, data)
                    : info.arguments()
                            .filter(all -> List.of(all).contains(data.toString()))
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
