package io.zol0.catalog;

import io.zol0.home.Refusal;
import io.zol0.users.Itself;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Adds the upstreams of {@code ZOL0_UPSTREAMS} ({@code name=url}, separated by commas) that are not there yet; those that
 * are there stay as they are.
 */
@Component
class DeclaredUpstreams {
    private final Upstreams upstreams;
    private final List<String> declared;

    DeclaredUpstreams(Upstreams upstreams, @Value("${zol0.upstreams:}") List<String> declared) {
        this.upstreams = upstreams;
        this.declared = declared;
    }

    @EventListener
    void on(ContextRefreshedEvent event) {
        declared.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> Itself.run(() -> add(text)));
    }

    private void add(String declaration) {
        int equals = declaration.indexOf('=');
        if (equals < 0) {
            throw new Refusal("ZOL0_UPSTREAMS holds \"%s\"; write name=url, such as binance=https://api.binance.com."
                    .formatted(declaration));
        }
        String name = declaration.substring(0, equals).strip();
        if (upstreams.byName(name).isEmpty()) {
            try {
                upstreams.add(UpstreamDraft.of(name, declaration.substring(equals + 1)));
            } catch (InvalidDraft e) {
                throw new Refusal("ZOL0_UPSTREAMS holds \"%s\". %s".formatted(declaration, e.getMessage()), e);
            }
        }
    }
}
