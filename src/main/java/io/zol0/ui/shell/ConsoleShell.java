package io.zol0.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;

/** The page every view lives in: theme, push and what has to happen before the first paint. */
@Push(transport = Transport.WEBSOCKET)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("styles.css")
public class ConsoleShell implements AppShellConfigurator {
    /** Sets the scheme kept in this browser before anything is painted, so that a dark page never flashes white. */
    private static final String SCHEME_BEFORE_PAINT = """
            try {
              const scheme = localStorage.getItem('zol0.scheme');
              if (scheme === 'light' || scheme === 'dark') {
                document.documentElement.style.colorScheme = scheme;
                document.documentElement.setAttribute('theme', scheme);
              }
            } catch { /* storage is switched off in this browser: the system's scheme holds */ }
            """;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setViewport("width=device-width, initial-scale=1");
        settings.setPageTitle("ZoL0");
        settings.addMetaTag("color-scheme", "light dark");
        settings.addFavIcon("icon", "components/zol0.svg", "any");
        settings.addInlineWithContents(Inline.Position.PREPEND, SCHEME_BEFORE_PAINT, Inline.Wrapping.JAVASCRIPT);
    }
}
