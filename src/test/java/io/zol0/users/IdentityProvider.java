package io.zol0.users;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.zol0.FreePort;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Spring Authorization Server on a port of the system's choice, with the people that a test tells it of. */
public final class IdentityProvider implements AutoCloseable {
    public static final String CLIENT = "zol0";
    public static final String SECRET = "a secret of the client";
    public static final String PASSWORD = "a password at the provider";

    private static final Map<String, List<String>> GROUPS = new ConcurrentHashMap<>();
    private static final Map<String, String> REDIRECTS = new ConcurrentHashMap<>();

    private final int port;
    private AnnotationConfigServletWebServerApplicationContext context;

    private IdentityProvider(int port) {
        this.port = port;
    }

    /** Where it will be, once somebody is known to it: a ZoL0 in this JVM has to be there first, see {@link #knows}. */
    public static IdentityProvider onFreePort() {
        try {
            return new IdentityProvider(FreePort.next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By a name other than ZoL0's there, as browsers keep cookies by name and not by port. */
    public String issuerAt(String host) {
        return "http://" + host + ":" + port;
    }

    /** Begins with the first; by then ZoL0 has set what Spring Security holds in statics, which both have to agree on. */
    public void knows(String person, List<String> groups, String redirect) {
        GROUPS.put(person, groups);
        REDIRECTS.put(CLIENT, redirect);
        if (context == null) {
            context = new AnnotationConfigServletWebServerApplicationContext();
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("port", Map.of("port", port)));
            context.register(Server.class);
            context.refresh();
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Not found by a scan, so that ZoL0 itself does not become a provider. */
    @EnableWebMvc
    @EnableWebSecurity
    static class Server {
        @Bean
        TomcatServletWebServerFactory tomcat(Environment environment) {
            return new TomcatServletWebServerFactory(environment.getRequiredProperty("port", Integer.class));
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        ServletRegistrationBean<DispatcherServlet> servlet(DispatcherServlet dispatcher) {
            return new ServletRegistrationBean<>(dispatcher, "/");
        }

        @Bean
        FilterRegistrationBean<Filter> filter(Filter springSecurityFilterChain) {
            return new FilterRegistrationBean<>(springSecurityFilterChain);
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            var server = new OAuth2AuthorizationServerConfigurer();
            return http.with(server, configured -> configured.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/login"))
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return name -> {
                if (!GROUPS.containsKey(name)) {
                    throw new UsernameNotFoundException(name);
                }
                return User.withUsername(name)
                        .password("{noop}" + PASSWORD)
                        .roles("PERSON")
                        .build();
            };
        }

        @Bean
        RegisteredClientRepository clients() {
            return new RegisteredClientRepository() {
                @Override
                public void save(RegisteredClient client) {
                    // It would keep the secret in a stronger form; each request makes the client anew.
                }

                @Override
                public RegisteredClient findById(String id) {
                    return client();
                }

                @Override
                public RegisteredClient findByClientId(String id) {
                    return client();
                }
            };
        }

        private static RegisteredClient client() {
            return RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(REDIRECTS.getOrDefault(CLIENT, "http://127.0.0.1/none"))
                    .scope(OidcScopes.OPENID)
                    .scope(OidcScopes.PROFILE)
                    .scope(OidcScopes.EMAIL)
                    .clientSettings(ClientSettings.builder()
                            .requireAuthorizationConsent(false)
                            .build())
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> token.getClaims()
                    .claim("preferred_username", token.getPrincipal().getName())
                    .claim(
                            "realm",
                            Map.of("groups", GROUPS.get(token.getPrincipal().getName())));
        }

        @Bean
        JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey((RSAPrivateKey) pair.getPrivate())
                    .keyID("test")
                    .build()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }
    }
}
