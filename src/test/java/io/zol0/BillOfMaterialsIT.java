package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BillOfMaterialsIT {
    private static final Pattern LIBRARY = Pattern.compile("BOOT-INF/lib/(.+)\\.jar");

    @Test
    void every_library_in_the_jar_stands_in_its_bill_of_materials_with_a_licence() throws Exception {
        assumeThat(System.getProperty("zol0.build"))
                .as("an offline build makes no bill of materials")
                .isNotEqualTo("offline true");
        try (JarFile jar = new JarFile(System.getProperty("zol0.jar"))) {
            JsonNode bill;
            try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
                bill = new ObjectMapper().readTree(in);
            }
            Set<String> listed = bill.get("components")
                    .valueStream()
                    .filter(each -> each.hasNonNull("licenses"))
                    .map(each -> each.get("name").asString() + "-"
                            + each.get("version").asString())
                    .collect(Collectors.toSet());
            Set<String> shipped = jar.stream()
                    .map(entry -> LIBRARY.matcher(entry.getName()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .collect(Collectors.toSet());
            assertThat(shipped).hasSizeGreaterThan(100);
            // A file's name may go on with a classifier.
            assertThat(shipped)
                    .allMatch(name -> name.startsWith("spring-boot-jarmode-tools")
                            || listed.contains(name)
                            || listed.stream().anyMatch(known -> name.startsWith(known + "-")));
        }
    }
}
