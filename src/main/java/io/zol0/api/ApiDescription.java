package io.zol0.api;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What the description of the REST side says beside its operations. */
@Lazy
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi(@Value("${zol0.version}") String version) {
        return new OpenAPI()
                .info(new Info()
                        .title("ZoL0")
                        .version(version)
                        .description(
                                "Figures, settings and events of ZoL0. Every operation but /health needs a token with the"
                                        + " scope READ, OPERATE to change something, ADMINISTER for what administrators change, or"
                                        + " INGEST to report calls. What goes wrong is said as application/problem+json (RFC 9457).")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token of ZoL0, made under Settings, Tokens")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** Names a part of a body after the body, such as {@code AlertBody.Page}: several have a part of the same name. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(mappers.jsonMapper(), new TypeNameResolver() {
                    @Override
                    protected String getNameOfClass(Class<?> type) {
                        Class<?> outer = type.getEnclosingClass();
                        return outer == null
                                ? type.getSimpleName()
                                : getNameOfClass(outer) + "." + type.getSimpleName();
                    }
                })
                .openapi31(true);
    }
}
