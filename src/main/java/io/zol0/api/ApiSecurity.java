package io.zol0.api;

import io.zol0.users.Tokens;
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
    SecurityFilterChain apiChain(HttpSecurity http, Tokens tokens) {
        return http.securityMatcher("/health", "/actuator/**", "/api/**", "/v1/**", "/rum/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/health", "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access((authentication, context) -> new AuthorizationDecision(
                                showsToken(tokens, context.getRequest().getHeader(HttpHeaders.AUTHORIZATION))))
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, e) -> Problems.write(response, Problems.TOKEN_NEEDED))
                        .accessDeniedHandler((request, response, e) -> Problems.write(response, Problems.TOKEN_NEEDED)))
                .build();
    }

    private static boolean showsToken(Tokens tokens, @org.jspecify.annotations.Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && tokens.callerOf(authorization.substring(BEARER.length())) != null;
    }
}
