package io.zol0.notify;

import io.zol0.home.Refusal;
import java.net.URI;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where people reach the console, for the links in messages. */
@Component
class ConsoleAddress {
    private final Environment environment;
    private final String given;
    private volatile int port;

    ConsoleAddress(Environment environment, NotifySettings settings) {
        this.environment = environment;
        this.given = settings.consoleUrl() == null ? "" : settings.consoleUrl().strip();
        if (!given.isEmpty() && !given.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
            throw new Refusal(
                    "ZOL0_NOTIFY_CONSOLE_URL takes a URL such as https://zol0.example.com, and is \"" + given + "\".");
        }
    }

    @EventListener
    void on(WebServerInitializedEvent started) {
        port = started.getWebServer().getPort();
    }

    /** With a slash at the end. */
    String url() {
        if (!given.isEmpty()) {
            return given.endsWith("/") ? given : given + "/";
        }
        String bind = environment.getProperty("zol0.bind", "127.0.0.1");
        boolean here = bind.equals("0.0.0.0") || bind.equals("::") || bind.startsWith("127.");
        String host = here ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
        boolean tls = environment.getProperty("server.ssl.enabled", Boolean.class, false)
                || environment.getProperty("zol0.tls.cert") != null
                || environment.getProperty("zol0.tls.keystore") != null;
        return URI.create((tls ? "https" : "http") + "://" + host + ":" + port) + "/";
    }
}
