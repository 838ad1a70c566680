package io.zol0.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real PostgreSQL of our own, its data under the home folder; it outlives a killed JVM and is then taken over. */
public final class EmbeddedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LARGEST_LOG = 10 << 20;

    private final PostgresBinaries binaries;
    private final Path data;
    private final Passwords passwords;
    private final int port;

    private EmbeddedServer(PostgresBinaries binaries, Path data, Passwords passwords, int port) {
        this.binaries = binaries;
        this.data = data;
        this.passwords = passwords;
        this.port = port;
    }

    /** Starts the server of a home, making its database first where there is none. The caller holds the home's lock. */
    public static EmbeddedServer start(Path home) {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(home.resolve("postgres"));
        EmbeddedServer server = start(binaries, home, 0, Map.of());
        binaries.removeOthers();
        return server;
    }

    static EmbeddedServer start(PostgresBinaries binaries, Path home, int port, Map<String, String> settings) {
        try {
            Path data = home.toRealPath().resolve("db");
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(binaries, data);
            }
            checkVersion(binaries, data);
            Path passwordFile = data.resolveSibling(Passwords.FILE);
            Passwords passwords = Passwords.readFrom(passwordFile).completedIn(passwordFile);
            stopLeftOver(binaries, data);
            EmbeddedServer server =
                    new EmbeddedServer(binaries, data, passwords, launch(binaries, data, port, settings));
            try {
                server.prepare();
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new Refusal("The embedded database under " + home + " cannot be used: " + e, e);
        }
    }

    /** The database of a home that another process holds and runs. */
    static DatabaseAddress running(Path home) {
        try {
            Path data = home.toRealPath().resolve("db");
            Postmaster server = Postmaster.of(data)
                    .filter(found -> found.ready() && found.serves(data))
                    .orElseThrow(() -> new Refusal("The ZoL0 that holds " + home
                            + " is just starting or stopping its database; try again in a moment."));
            String password =
                    Passwords.readFrom(data.resolveSibling(Passwords.FILE)).application();
            return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + server.port() + "/zol0", "zol0", password);
        } catch (IOException e) {
            throw new Refusal("The embedded database under " + home + " cannot be used: " + e, e);
        }
    }

    /** The database for the application's role, which works with what is there and can make nothing. */
    public DatabaseAddress address() {
        return new DatabaseAddress(url("zol0"), "zol0", passwords.application());
    }

    /** The database for the role that owns everything in it, for migrations; no superuser either. */
    public DatabaseAddress owner() {
        return new DatabaseAddress(url("zol0"), "zol0_owner", passwords.owner());
    }

    DatabaseAddress superuser() {
        return new DatabaseAddress(url("postgres"), "postgres", passwords.superuser());
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    int port() {
        return port;
    }

    /** Stops the server after its last checkpoint; does nothing where it is stopped already. */
    @Override
    public void close() {
        // Spring interrupts a start that is broken off, and its thread is the one that cleans up then.
        boolean interrupted = Thread.interrupted();
        try {
            stop(binaries, data);
        } catch (IOException e) {
            throw new Refusal("The embedded database under " + data + " could not be stopped: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void initialise(PostgresBinaries binaries, Path data) throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> content = Files.list(data)) {
                if (content.findAny().isPresent()) {
                    throw new Refusal(data + " is not empty and is no PostgreSQL data directory; move it away or choose"
                            + " another ZOL0_HOME.");
                }
            }
        }
        Path home = data.resolveSibling(".");
        Path passwordFile = data.resolveSibling(Passwords.FILE);
        if (!Files.exists(passwordFile)) {
            Passwords.made().writeTo(passwordFile);
        }
        Path part = data.resolveSibling("db.part");
        PrivateFiles.deleteTree(part);
        Path secret = PrivateFiles.temporaryFile(home, ".pw");
        try {
            Files.writeString(secret, Passwords.readFrom(passwordFile).superuser());
            // The built-in collation is the same on every machine; the system's changes under an index when libc does.
            Program.run(
                    asPermitted(
                            binaries.program("initdb").toString(),
                            "-D",
                            part.toString(),
                            "-U",
                            "postgres",
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + secret,
                            "-E",
                            "UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-instructions"),
                    "A new database could not be made in " + data);
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void checkVersion(PostgresBinaries binaries, Path data) throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(binaries.major())) {
            throw new Refusal("The data in " + data + " belong to PostgreSQL " + found + " and this ZoL0 carries "
                    + binaries.major() + ": take a backup with the ZoL0 that made them and restore it into a new"
                    + " ZOL0_HOME.");
        }
    }

    private static void stopLeftOver(PostgresBinaries binaries, Path data) throws IOException {
        Optional<Postmaster> found = Postmaster.of(data);
        if (found.isEmpty()) {
            return;
        }
        if (found.get().serves(data)) {
            stop(binaries, data);
        } else if (found.get().someoneLives()) {
            // PostgreSQL would take the stranger that got this process id since for another server of these data.
            Files.delete(data.resolve(Postmaster.FILE));
        }
    }

    private static int launch(PostgresBinaries binaries, Path data, int wanted, Map<String, String> more)
            throws IOException {
        Path log = data.resolveSibling("postgres.log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, data.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        for (int attempt = 1; ; attempt++) {
            int port = wanted != 0 ? wanted : freePort();
            long logged = Files.exists(log) ? Files.size(log) : 0;
            Process control = Program.start(asPermitted(
                    binaries.program("pg_ctl").toString(),
                    "start",
                    "-s",
                    "-w",
                    "-t",
                    Long.toString(PATIENCE.toSeconds()),
                    "-D",
                    data.toString(),
                    "-l",
                    log.toString(),
                    "-o",
                    options(port, more)));
            if (ready(control, data, port)) {
                return port;
            }
            String why = reason(log, logged, control);
            boolean passing = why.contains("Address already in use") || why.contains("shared memory block");
            if (attempt == 5 || !passing) {
                throw new Refusal("The embedded PostgreSQL did not start: " + why + " (see " + log + ").");
            }
            LockSupport.parkNanos(Duration.ofMillis(200L * attempt).toNanos());
        }
    }

    /** The first that tells: the pid file says ready (within milliseconds), or pg_ctl gives up. */
    private static boolean ready(Process control, Path data, int port) throws IOException {
        while (true) {
            boolean ended = !control.isAlive();
            if (Postmaster.of(data)
                    .filter(server -> server.ready() && server.port() == port)
                    .isPresent()) {
                return true;
            }
            if (ended) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
    }

    private static String options(int port, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "''");
        settings.put("max_connections", "50");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("log_timezone", "UTC");
        // A failed statement may hold what must not be in a log.
        settings.put("log_min_error_statement", "panic");
        settings.putAll(more);
        StringBuilder options = new StringBuilder();
        settings.forEach((name, value) ->
                options.append("-c ").append(name).append('=').append(value).append(' '));
        return options.toString().strip();
    }

    private static String reason(Path log, long from, Process control) throws IOException {
        if (Files.exists(log) && Files.size(log) > from) {
            byte[] all = Files.readAllBytes(log);
            String news = new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
            String first = news.lines()
                    .filter(line -> line.contains("FATAL: ") || line.contains("LOG:  could not bind"))
                    .findFirst()
                    .orElse(Program.lastLine(news));
            return first.replaceFirst("^.*(FATAL|LOG): +", "");
        }
        return Program.lastLine(new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void stop(PostgresBinaries binaries, Path data) throws IOException {
        Optional<Postmaster> running = Postmaster.of(data).filter(server -> server.serves(data));
        if (running.isEmpty()) {
            return;
        }
        signal(binaries, "INT", running.get());
        if (!gone(data, running.get(), Duration.ofSeconds(60))) {
            signal(binaries, "QUIT", running.get());
            if (!gone(data, running.get(), Duration.ofSeconds(10))) {
                throw new Refusal("The PostgreSQL with process id "
                        + running.get().pid() + " holds " + data + " and does not stop; stop it by hand.");
            }
        }
    }

    private static void signal(PostgresBinaries binaries, String signal, Postmaster server) {
        Program.run(
                asPermitted(binaries.program("pg_ctl").toString(), "kill", signal, Long.toString(server.pid())),
                "The PostgreSQL with process id " + server.pid() + " could not be told to stop");
    }

    /** The pid file goes last, so it tells more than the process, which may stay as a zombie in a container. */
    private static boolean gone(Path data, Postmaster server, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!Files.exists(data.resolve(Postmaster.FILE)) || !server.serves(data)) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
        return false;
    }

    /** Makes roles and database where a first start did not come that far, or was one of before there was an owner. */
    private void prepare() {
        try (Connection owner = owner().connect();
                ResultSet row = owner.createStatement()
                        .executeQuery("SELECT pg_get_userbyid(datdba) = current_user FROM pg_database"
                                + " WHERE datname = current_database()")) {
            if (row.next() && row.getBoolean(1)) {
                return;
            }
        } catch (SQLException e) {
            if (!List.of("28P01", "3D000", "28000").contains(String.valueOf(e.getSQLState()))) {
                throw new Refusal("The embedded database cannot be entered: " + e.getMessage(), e);
            }
        }
        try (Connection superuser = superuser().connect()) {
            makeRole(superuser, owner());
            makeRole(superuser, address());
            // The last step of a first start: where there is a database of the owner's all the rest is there too.
            if (!answers(superuser, "SELECT 1 FROM pg_database WHERE datname = 'zol0'")) {
                execute(superuser, "CREATE DATABASE zol0 OWNER zol0_owner");
            }
        } catch (SQLException e) {
            throw new Refusal("The embedded database could not be prepared: " + e.getMessage(), e);
        }
        try (Connection superuser = new DatabaseAddress(url("zol0"), "postgres", passwords.superuser()).connect()) {
            // In a single statement, so in a single transaction: the database with everything in it.
            execute(superuser, "REASSIGN OWNED BY zol0 TO zol0_owner");
        } catch (SQLException e) {
            throw new Refusal("The embedded database could not be given to its owner: " + e.getMessage(), e);
        }
    }

    private static void makeRole(Connection superuser, DatabaseAddress role) throws SQLException {
        if (!answers(superuser, "SELECT 1 FROM pg_roles WHERE rolname = '" + role.user() + "'")) {
            execute(superuser, "CREATE ROLE " + role.user() + " LOGIN");
        }
        // Names are ours and passwords made of hexadecimal digits only; ALTER ROLE takes no parameters.
        execute(superuser, "ALTER ROLE " + role.user() + " PASSWORD '" + role.password() + "'");
    }

    private static boolean answers(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with root's files. */
    private static List<String> asPermitted(String... command) {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            Program.run(
                    List.of("unshare", "-U", "true"),
                    "PostgreSQL does not run as root, so start ZoL0 as another user or give it a database by"
                            + " ZOL0_DB_URL; stepping down by ourselves failed");
            all.add("unshare");
            all.add("-U");
        }
        all.addAll(List.of(command));
        return all;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
