package io.zol0.users;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.FilteredHostException;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** What ZoL0 itself asks of the identity provider: guarded as all requests are that are no calls, bounded in time, led on to nowhere else. */
@Configuration(proxyBeanMethods = false)
class ProviderRequests {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ClientHttpRequestFactory requests;

    ProviderRequests(InetAddressFilter outgoing) {
        requests = ClientHttpRequestFactoryBuilder.jdk()
                .build(HttpClientSettings.defaults()
                        .withInetAddressFilter(outgoing)
                        .withTimeouts(CONNECT, ANSWER)
                        .withRedirects(HttpRedirects.DONT_FOLLOW));
    }

    /** How the provider wants to be asked, in its own words. */
    @Nullable
    Map<String, Object> discover(String issuer) {
        return rest().exchange(
                        issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration",
                        HttpMethod.GET,
                        null,
                        new ParameterizedTypeReference<Map<String, Object>>() {})
                .getBody();
    }

    /** Asks for who somebody is. */
    OidcUserService people() {
        RestTemplate rest = rest();
        rest.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService asked = new DefaultOAuth2UserService();
        asked.setRestOperations(rest);
        OidcUserService people = new OidcUserService();
        people.setOauth2UserService(asked);
        return people;
    }

    /** Trades a code for tokens. */
    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> providerTokens() {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .requestInterceptor(ProviderRequests::guarded)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    /** Checks what the provider signed with the keys that it shows. */
    @Bean
    JwtDecoderFactory<ClientRegistration> providerSignatures() {
        // There is one registration, made once.
        Map<ClientRegistration, JwtDecoder> made = new ConcurrentHashMap<>();
        return registration -> made.computeIfAbsent(registration, this::decoder);
    }

    private JwtDecoder decoder(ClientRegistration registration) {
        String keys = Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri(), "discovery has it");
        NimbusJwtDecoder made =
                NimbusJwtDecoder.withJwkSetUri(keys).restOperations(rest()).build();
        made.setJwtValidator(JwtValidators.createDefaultWithValidators(new OidcIdTokenValidator(registration)));
        made.setClaimSetConverter(new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return made;
    }

    private RestTemplate rest() {
        RestTemplate rest = new RestTemplate(requests);
        rest.getInterceptors().add(ProviderRequests::guarded);
        return rest;
    }

    /** The guard's refusal as what it is to whoever asks: an address that could not be reached. */
    private static ClientHttpResponse guarded(HttpRequest request, byte[] body, ClientHttpRequestExecution next)
            throws IOException {
        try {
            return next.execute(request, body);
        } catch (FilteredHostException e) {
            throw new IOException(
                    "%s is, or leads to, an inner address that ZOL0_OUTGOING_ALLOW does not name"
                            .formatted(e.getHost()),
                    e);
        }
    }
}
