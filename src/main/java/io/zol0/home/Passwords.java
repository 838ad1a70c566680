package io.zol0.home;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The embedded database's passwords, random and kept in a file that only we may read.
 *
 * @param owner empty where the file is from before there was that role
 */
record Passwords(String superuser, String owner, String application) {
    static final String FILE = "db.passwords";

    static Passwords made() {
        return new Passwords(random(), random(), random());
    }

    static Passwords readFrom(Path file) {
        try {
            Properties read = new Properties();
            read.load(new StringReader(Files.readString(file)));
            String superuser = read.getProperty("postgres");
            String application = read.getProperty("zol0");
            if (superuser == null || application == null) {
                throw new Refusal(file + " holds no passwords for the roles postgres and zol0; put back the file that"
                        + " belongs to this database.");
            }
            return new Passwords(superuser, read.getProperty("zol0_owner", ""), application);
        } catch (IOException e) {
            throw new Refusal(
                    "The embedded database's passwords cannot be read from " + file
                            + "; put back the file that belongs to this database.",
                    e);
        }
    }

    /** With a password for every role, which the file holds then. */
    Passwords completedIn(Path file) throws IOException {
        if (!owner.isEmpty()) {
            return this;
        }
        Passwords completed = new Passwords(superuser, random(), application);
        completed.writeTo(file);
        return completed;
    }

    void writeTo(Path file) throws IOException {
        String text = "# Passwords of the embedded PostgreSQL, by role.\npostgres=" + superuser + "\nzol0_owner="
                + owner + "\nzol0=" + application + "\n";
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Passwords";
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
