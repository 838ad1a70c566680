package io.zol0.ui.shell;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** The console's own security chain: everything that no other edge claimed asks for a login. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {
    /** Files of ours that the login page needs before anybody logged in. */
    private static final String[] OPEN_FILES = {"/styles.css", "/components/**", "/aura/**"};

    @Bean
    @Order(1000)
    SecurityFilterChain consoleChain(HttpSecurity http) {
        http.authorizeHttpRequests(
                requests -> requests.requestMatchers(OPEN_FILES).permitAll());
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView(LoginView.class)
                        .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated));
        return http.build();
    }
}
