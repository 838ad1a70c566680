package io.zol0.gateway;

import io.zol0.home.TestCertificate;
import java.nio.file.Path;

class PassThroughOverTlsTests extends PassThroughContract {
    private static final TestCertificate OWN = TestCertificate.in(Path.of("target", "tls"), "pass-through");

    @Override
    void set(GatewayFixture.Settings settings) {
        settings.certificate = OWN;
    }
}
