package io.zol0.ui.shell;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.zol0.users.LoginDetails;
import io.zol0.users.OidcRegistration;
import io.zol0.users.OidcSettings;
import io.zol0.users.OidcSignIns;
import io.zol0.users.PendingLogin;
import io.zol0.users.RememberedLogins;
import io.zol0.users.SafeHeaders;
import io.zol0.users.Sessions;
import io.zol0.users.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;

/** The console's own security chain: everything that no other edge claimed asks for a login. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {
    /** Files of ours that the login page needs before anybody logged in. */
    private static final String[] OPEN_FILES = {"/styles.css", "/components/**", "/aura/**"};

    @Bean
    @Order(1000)
    SecurityFilterChain consoleChain(
            HttpSecurity http,
            Sessions sessions,
            RememberedLogins remembered,
            OidcSettings oidc,
            OidcRegistration registration,
            OidcSignIns signIns) {
        http.authorizeHttpRequests(
                requests -> requests.requestMatchers(OPEN_FILES).permitAll());
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView(LoginView.class)
                        .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated));
        http.formLogin(
                form -> form.authenticationDetailsSource(LoginDetails::new).failureHandler(new SignInFailures()));
        if (oidc.isOn()) {
            http.oauth2Login(login -> login.loginPage("/login")
                    .clientRegistrationRepository(registration)
                    .userInfoEndpoint(person -> person.oidcUserService(signIns))
                    .failureHandler(new SignInFailures())
                    .withObjectPostProcessor(new FailuresOnTheWay()));
        }
        http.rememberMe(remember -> remember.rememberMeServices(remembered));
        http.addFilterBefore(new CrossSiteLogins(), UsernamePasswordAuthenticationFilter.class);
        http.sessionManagement(management -> management.addSessionAuthenticationStrategy(
                (authentication, request, response) -> begin(sessions, authentication, request)));
        // After Vaadin's own, which would allow frames of the same origin.
        http.headers(new SafeHeaders());
        return http.build();
    }

    private static void begin(Sessions sessions, Authentication authentication, HttpServletRequest request) {
        PendingLogin.forget(request.getSession(false));
        if (authentication.getPrincipal() instanceof SignedIn person) {
            sessions.begin(
                    request.getSession(), person, request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
        }
    }

    /** Says a provider that is away on the sign-in page, as everything else that goes wrong there. */
    private static final class FailuresOnTheWay
            implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {
        @Override
        public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
            filter.setAuthenticationFailureHandler(new SignInFailures());
            return filter;
        }
    }
}
