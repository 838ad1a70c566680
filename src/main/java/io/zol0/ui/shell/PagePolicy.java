package io.zol0.ui.shell;

import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the console's page may load and run: its own files, and the inline scripts that the server wrote into this very answer.
 *
 * <p>Vaadin's client makes functions of texts that the server sends, which {@code unsafe-eval} is for; whatever was injected
 * into a page is no such text and does not run. Components write styles into the page, which {@code unsafe-inline} is for.
 *
 * @see <a href="https://vaadin.com/docs/v25/flow/security/advanced-topics/strict-csp">Vaadin on Content Security Policy</a>
 */
final class PagePolicy implements IndexHtmlRequestListener {
    static final String HEADER = "Content-Security-Policy";
    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    @Override
    public void modifyIndexHtmlResponse(IndexHtmlResponse index) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        index.getDocument().getElementsByTag("script").attr("nonce", nonce);
        index.getVaadinResponse().setHeader(HEADER, policy(nonce));
    }

    static String policy(String nonce) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self' 'nonce-" + nonce + "' 'unsafe-eval'",
                "script-src-attr 'none'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "manifest-src 'self'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'");
    }
}
