package io.zol0.home;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells the person at the terminal where ZoL0 listens, once it does. */
@Component
class Announcement {
    @EventListener
    @Order(0)
    @SuppressWarnings("SystemOut")
    void on(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web) {
            WebServer console = web.getWebServer();
            if (console != null) {
                System.out.println(text(event.getApplicationContext().getEnvironment(), console.getPort()));
            }
        }
    }

    static String text(Environment environment, int consolePort) {
        String host = host(environment.getProperty("zol0.bind", "127.0.0.1"));
        String scheme = Tls.isOn(environment) ? "https" : "http";
        String gatewayPort = environment.getProperty(
                "local.zol0.gateway.port", environment.getProperty("zol0.gateway.port", "8081"));
        return """
                ZoL0 %s is ready.
                  Console  %s://%s:%d
                  Gateway  %s://%s:%s""".formatted(
                        environment.getProperty("zol0.version", "of unknown version"),
                        scheme,
                        host,
                        consolePort,
                        scheme,
                        host,
                        gatewayPort);
    }

    private static String host(String bind) {
        return switch (bind) {
            case "127.0.0.1", "0.0.0.0", "::", "::1", "localhost" -> "localhost";
            default -> bind.contains(":") ? "[" + bind + "]" : bind;
        };
    }
}
