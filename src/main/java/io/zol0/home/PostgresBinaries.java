package io.zol0.home;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs that the jar carries, unpacked once.
 *
 * @param version as the server names itself, such as 18.6
 */
record PostgresBinaries(Path folder, String version) {
    /** Unpacks the programs into {@code parent/<version>-<checksum>} unless they are there. */
    static PostgresBinaries unpackedIn(Path parent) {
        URL archive = archive();
        try {
            String checksum = checksum(archive);
            Path there = find(parent, checksum);
            return of(there != null ? there : unpack(archive, parent, checksum));
        } catch (IOException e) {
            throw new Refusal("PostgreSQL could not be unpacked into " + parent + ": " + e.getMessage(), e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    String major() {
        return version.replaceFirst("[^0-9].*", "");
    }

    /** Removes what earlier versions of ZoL0 unpacked beside these. */
    void removeOthers() {
        try (Stream<Path> siblings = Files.list(folder.resolveSibling("."))) {
            for (Path sibling : siblings.map(Path::normalize).toList()) {
                if (!sibling.equals(folder.normalize())) {
                    PrivateFiles.deleteTree(sibling);
                }
            }
        } catch (IOException e) {
            throw new Refusal("Old PostgreSQL programs beside " + folder + " could not be removed: " + e, e);
        }
    }

    private static PostgresBinaries of(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return new PostgresBinaries(folder, name.substring(0, name.lastIndexOf('-')));
    }

    private static URL archive() {
        String system = System.getProperty("os.name", "").startsWith("Mac") ? "darwin" : "linux";
        String machine = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "other";
        };
        URL found = PostgresBinaries.class.getResource("/postgres-" + system + "-" + machine + ".txz");
        if (found == null) {
            throw new Refusal("This build of ZoL0 carries no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + "; set ZOL0_DB_URL to use a server of your own.");
        }
        return found;
    }

    private static String checksum(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
            // The jar's directory already holds it; reading 15 MB at every start would cost more than all the rest.
            return hex(jar.getJarEntry().getCrc());
        }
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(connection.getInputStream(), crc)) {
            in.skipNBytes(0);
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return hex(crc.getValue());
    }

    private static String hex(long crc) {
        return HexFormat.of().toHexDigits((int) crc);
    }

    private static @Nullable Path find(Path parent, String checksum) throws IOException {
        if (!Files.isDirectory(parent)) {
            return null;
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().endsWith("-" + checksum))
                    .findAny()
                    .orElse(null);
        }
    }

    private static Path unpack(URL archive, Path parent, String checksum) throws IOException {
        Path part = PrivateFiles.temporaryFolder(parent, ".part");
        try {
            try (InputStream in = archive.openStream();
                    TarArchiveInputStream tar =
                            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(tar, entry, part);
                }
            }
            Path whole = parent.resolve(version(part) + "-" + checksum);
            try {
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(whole)) {
                    throw e;
                }
                // Another process unpacked the same archive first.
            }
            return whole;
        } finally {
            PrivateFiles.deleteTree(part);
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("an entry leaves the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwx------" : "rw-------"));
        }
    }

    private static String version(Path unpacked) {
        String answer = Program.run(
                List.of(unpacked.resolve("bin").resolve("postgres").toString(), "--version"),
                "The PostgreSQL that ZoL0 carries does not run on this machine");
        return answer.strip().replaceFirst(".* ", "");
    }
}
