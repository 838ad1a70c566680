package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTests {
    @TempDir
    static Path folder;

    static TestCertificate own;
    static TestCertificate other;

    @BeforeAll
    static void make() {
        own = TestCertificate.in(folder, "own");
        other = TestCertificate.in(folder, "other");
    }

    @Test
    void nothing_set_is_no_tls() {
        assertThat(Tls.from(Map.<String, String>of()::get)).isEmpty();
        assertThat(Tls.from(Map.of("zol0.tls.cert", " ")::get)).isEmpty();
    }

    @Test
    void a_pair_of_pem_files_is_taken_and_watched() {
        assertThat(pem(own.certificate(), own.key()))
                .containsEntry("server.ssl.bundle", "zol0")
                .containsEntry("spring.ssl.bundle.pem.zol0.reload-on-update", true)
                .containsEntry("spring.ssl.bundle.pem.zol0.options.enabled-protocols", "TLSv1.2,TLSv1.3")
                .containsEntry(
                        "spring.ssl.bundle.pem.zol0.keystore.certificate",
                        own.certificate().toUri().toString());
    }

    @Test
    void a_key_store_is_taken_and_watched() {
        assertThat(store(own.keystore(), TestCertificate.PASSWORD))
                .containsEntry("server.ssl.bundle", "zol0")
                .containsEntry("spring.ssl.bundle.jks.zol0.reload-on-update", true);
    }

    @Test
    void half_a_pair_and_two_answers_are_refused() {
        refuses(Map.of("zol0.tls.cert", "x"), "ZOL0_TLS_CERT and ZOL0_TLS_KEY belong together; set both.");
        refuses(Map.of("zol0.tls.key", "x"), "ZOL0_TLS_CERT and ZOL0_TLS_KEY belong together; set both.");
        refuses(
                Map.of("zol0.tls.cert", "x", "zol0.tls.key", "x", "zol0.tls.keystore", "x"),
                "ZOL0_TLS_KEYSTORE and ZOL0_TLS_CERT are both set; set the one that is meant.");
    }

    @Test
    void what_is_wrong_with_pem_files_is_said() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        Path text = Files.writeString(folder.resolve("text"), "hello");
        assertThatThrownBy(() -> pem(nowhere, own.key()))
                .hasMessage("ZOL0_TLS_CERT names " + nowhere + ", which cannot be read.");
        assertThatThrownBy(() -> pem(text, own.key()))
                .hasMessage("ZOL0_TLS_CERT names " + text + ", which holds no certificates in PEM.");
        assertThatThrownBy(() -> pem(own.certificate(), nowhere))
                .hasMessage("ZOL0_TLS_KEY names " + nowhere + ", which cannot be read.");
        for (Path wrong : new Path[] {text, own.certificate()}) {
            assertThatThrownBy(() -> pem(own.certificate(), wrong))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("ZOL0_TLS_KEY names " + wrong + ", which holds no private key in PEM that opens without"
                            + " a password (else set ZOL0_TLS_KEY_PASSWORD).");
        }
        assertThatThrownBy(() -> pem(own.certificate(), other.key()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not belong to the first certificate in");
    }

    @Test
    void what_is_wrong_with_a_key_store_is_said() throws Exception {
        Path text = Files.writeString(folder.resolve("text.p12"), "hello");
        assertThatThrownBy(() -> store(own.keystore(), null))
                .hasMessage("ZOL0_TLS_KEYSTORE needs its password in ZOL0_TLS_KEYSTORE_PASSWORD.");
        assertThatThrownBy(() -> store(folder.resolve("nowhere"), "x"))
                .hasMessage("ZOL0_TLS_KEYSTORE names " + folder.resolve("nowhere") + ", which is not there.");
        for (Path wrong : new Path[] {own.keystore(), text}) {
            assertThatThrownBy(() -> store(wrong, "wrong password"))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("ZOL0_TLS_KEYSTORE names " + wrong
                            + ", which is no PKCS#12 key store that opens with ZOL0_TLS_KEYSTORE_PASSWORD.");
        }
    }

    private static void refuses(Map<String, String> settings, String sentence) {
        assertThatThrownBy(() -> Tls.from(settings::get))
                .isInstanceOf(Refusal.class)
                .hasMessage(sentence);
    }

    private static Map<String, Object> pem(Path certificate, Path key) {
        return Tls.from(Map.of("zol0.tls.cert", certificate.toString(), "zol0.tls.key", key.toString())::get)
                .orElseThrow()
                .properties();
    }

    private static Map<String, Object> store(Path store, String password) {
        Map<String, String> settings = new HashMap<>(Map.of("zol0.tls.keystore", store.toString()));
        if (password != null) {
            settings.put("zol0.tls.keystore.password", password);
        }
        return Tls.from(settings::get).orElseThrow().properties();
    }
}
