package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTests {
    @TempDir
    Path folder;

    @Test
    void a_new_home_is_its_owners_alone() throws IOException {
        try (Home home = Home.open(folder.resolve("a").resolve("b"))) {
            assertThat(permissions(home.folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void an_empty_folder_becomes_its_owners_alone() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Home home = Home.open(folder)) {
            assertThat(permissions(home.folder())).isEqualTo("rwx------");
        }
    }

    @Test
    void a_folder_that_holds_other_things_keeps_its_permissions() throws IOException {
        Files.createFile(folder.resolve("letter.txt"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Home home = Home.open(folder)) {
            assertThat(permissions(home.folder())).isEqualTo("rwxr-xr-x");
        }
    }

    @Test
    void a_home_has_one_process_at_a_time() {
        Home first = Home.open(folder);
        assertThatThrownBy(() -> Home.open(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(
                        "is in use by process " + ProcessHandle.current().pid());
        first.close();
        Home.open(folder).close();
    }

    @Test
    void a_home_that_is_a_file_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Home.open(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be written to; make it writable or set ZOL0_HOME");
        assertThat(file).isEmptyFile();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
