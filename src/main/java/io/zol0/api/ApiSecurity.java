package io.zol0.api;

import io.zol0.users.KnownTokens;
import io.zol0.users.SafeHeaders;
import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Who may ask the REST side what: health for all, Prometheus metrics with a token, nothing else yet. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    private static final String BEARER = "Bearer ";

    @Bean
    @Order(10)
    SecurityFilterChain apiChain(HttpSecurity http, KnownTokens tokens) {
        return http.securityMatcher("/health", "/actuator/**", "/api/**", "/v1/**", "/rum/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(new SafeHeaders())
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/health", "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((authentication, context) -> new AuthorizationDecision(
                                mayRead(tokens, context.getRequest().getHeader(HttpHeaders.AUTHORIZATION))))
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, e) -> Problems.write(response, Problems.TOKEN_NEEDED))
                        .accessDeniedHandler((request, response, e) -> Problems.write(response, Problems.TOKEN_NEEDED)))
                .build();
    }

    private static boolean mayRead(KnownTokens tokens, @Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        TokenGrant grant = tokens.grantOf(authorization.substring(BEARER.length()));
        return grant != null && grant.allows(TokenScope.READ);
    }
}
