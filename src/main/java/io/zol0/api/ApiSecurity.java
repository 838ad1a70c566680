package io.zol0.api;

import io.zol0.users.KnownTokens;
import io.zol0.users.SafeHeaders;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Who may ask the REST side what: health for all, figures and settings with a token that may read, changes with one that may operate, reports with one that may report. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    /** What pages of others may reach: their browsers load the script, and report without a login. */
    @Bean
    @Order(9)
    SecurityFilterChain browserChain(HttpSecurity http) {
        return http.securityMatcher("/rum.js", "/rum", "/rum/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers -> {
                    new SafeHeaders().customize(headers);
                    headers.crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.CROSS_ORIGIN));
                    headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
                })
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, "/rum.js")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/rum")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, e) -> Problems.write(response, Problems.NOT_ALLOWED))
                        .accessDeniedHandler((request, response, e) -> Problems.write(response, Problems.NOT_ALLOWED)))
                .build();
    }

    @Bean
    @Order(10)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            KnownTokens tokens,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping known) {
        return http.securityMatcher("/health", "/actuator/**", "/api", "/api.yaml", "/api/**", "/v1/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(new SafeHeaders())
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new TokenFilter(tokens), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/health", "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(request -> isUnknown(request, known))
                        .denyAll()
                        .requestMatchers("/actuator/prometheus")
                        .hasAuthority(TokenLogin.READ)
                        .requestMatchers(
                                HttpMethod.POST,
                                "/api/performance/calls",
                                "/api/business/*",
                                "/v1/traces",
                                "/v1/metrics")
                        .hasAuthority(TokenLogin.INGEST)
                        .requestMatchers(HttpMethod.POST, "/api/events")
                        .hasAnyAuthority(TokenLogin.INGEST, "ROLE_OPERATOR")
                        .requestMatchers(HttpMethod.POST, "/api/business/*/upload")
                        .hasRole("OPERATOR")
                        .requestMatchers(
                                "/api/audit/**",
                                "/api/insight/security",
                                "/api/insight/security/**",
                                "/api/settings/users/**",
                                "/api/settings/tokens/**")
                        .hasRole("ADMIN")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/settings/channels/**",
                                "/api/settings/routes/**",
                                "/api/settings/report-mails/**",
                                "/api/settings/deliveries/**")
                        .hasRole("OPERATOR")
                        .requestMatchers(
                                HttpMethod.POST, "/api/settings/channels/*/test", "/api/settings/report-mails/*/send")
                        .hasRole("OPERATOR")
                        .requestMatchers(
                                "/api/settings/channels/**", "/api/settings/routes/**", "/api/settings/report-mails/**")
                        .hasRole("ADMIN")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api",
                                "/api.yaml",
                                "/api/benchmarks/**",
                                "/api/cache/lookup",
                                "/api/insight/**",
                                "/api/settings/**",
                                "/api/performance/**",
                                "/api/business",
                                "/api/business/**",
                                "/api/monitoring/**",
                                "/api/reports/**",
                                "/api/events")
                        .hasRole("VIEWER")
                        .requestMatchers(
                                "/api/settings/upstreams",
                                "/api/settings/upstreams/*",
                                "/api/settings/upstreams/*/own",
                                "/api/settings/upstreams/*/test",
                                "/api/settings/health-weights/**",
                                "/api/settings/browsers/**",
                                "/api/settings/demo/**",
                                "/api/monitoring/autopilot/**")
                        .hasRole("ADMIN")
                        .requestMatchers(
                                "/api/benchmarks/**",
                                "/api/settings/**",
                                "/api/cache/purge",
                                "/api/monitoring/alerts/**",
                                "/api/monitoring/bans/**",
                                "/api/monitoring/recommendations/**",
                                "/api/monitoring/notices/**")
                        .hasRole("OPERATOR")
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(refused -> refused.authenticationEntryPoint(
                                (request, response, e) -> Problems.write(response, Problems.TOKEN_NEEDED))
                        .accessDeniedHandler((request, response, e) -> Problems.write(
                                response, isUnknown(request, known) ? Problems.NOTHING_THERE : Problems.NOT_ALLOWED)))
                .build();
    }
    /** Whether no controller has the path, so that who mistyped one is told so instead of being sent away. */
    private static boolean isUnknown(HttpServletRequest request, RequestMappingHandlerMapping known) {
        String path = request.getRequestURI();
        if (!path.startsWith("/api") && !path.startsWith("/v1")) {
            return false;
        }
        ServletRequestPathUtils.parseAndCache(request);
        try {
            return known.getHandler(request) == null;
        } catch (Exception wrongMethodOrType) {
            return false;
        }
    }
}
