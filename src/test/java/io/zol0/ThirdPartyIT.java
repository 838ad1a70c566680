package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThirdPartyIT {
    private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+?)-\\d[^/]*\\.jar");

    @Test
    void every_library_in_the_jar_stands_in_the_list_of_licences() throws IOException {
        Set<String> listed = Files.readAllLines(Path.of("docs/third-party.md")).stream()
                .filter(line -> line.startsWith("| ") && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1, line.indexOf(" | "))
                        .strip())
                .collect(Collectors.toSet());
        try (JarFile jar = new JarFile(System.getProperty("zol0.jar"))) {
            Set<String> shipped = jar.stream()
                    .map(entry -> LIBRARY.matcher(entry.getName()))
                    .filter(name -> name.matches())
                    .map(name -> name.group(1))
                    .collect(Collectors.toSet());
            assertThat(shipped).hasSizeGreaterThan(100);
            assertThat(shipped)
                    .as("add it to docs/third-party.md with its licence")
                    .isSubsetOf(listed);
        }
    }
}
