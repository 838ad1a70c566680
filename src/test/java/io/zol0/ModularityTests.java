package io.zol0;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {
    @Test
    void every_room_uses_only_the_rooms_it_may() {
        ApplicationModules.of(Zol0.class).verify();
    }

    /** Of several targets in a class the fuzzer runs one and skips the others. */
    @Test
    void each_fuzz_test_is_a_class_of_its_own() {
        assertThat(new ClassFileImporter()
                        .importPackages("io.zol0").stream()
                                .filter(type -> type.getSimpleName().endsWith("Fuzz")))
                .hasSizeGreaterThan(10)
                .allSatisfy(type -> assertThat(type.getMethods())
                        .filteredOn(method -> method.isAnnotatedWith(FuzzTest.class))
                        .hasSize(1));
    }

    /** Only roles are looked at, see {@code Login}: another annotation would guard nothing. */
    @Test
    void who_may_call_a_service_is_said_in_roles() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.security.access.prepost", "org.springframework.security.access.annotation")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.zol0"));
    }
}
