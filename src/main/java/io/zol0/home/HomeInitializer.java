package io.zol0.home;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Opens the installation before Spring begins, so that whatever stands in the way is said at once and alone. */
class HomeInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            return;
        }
        ConfigurableEnvironment environment = context.getEnvironment();
        if (context instanceof WebServerApplicationContext) {
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("exposure", Exposure.from(environment::getProperty)));
            requirePorts(environment);
        }
        Installation installation = Installation.open(HomeSettings.from(environment::getProperty));
        // After the contexts were closed, also where one never came to life; closing twice does no harm.
        SpringApplication.getShutdownHandlers().add(installation::close);
        environment.getPropertySources().addFirst(new MapPropertySource("installation", properties(installation)));
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("installation", installation);
        beans.registerSingleton("home", installation.home());
        // What is registered first is destroyed last: the server stops when nobody needs it any more.
        beans.registerDisposableBean("installation", installation::close);
    }

    private static Map<String, Object> properties(Installation installation) {
        Databases databases = installation.databases();
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", databases.application().url());
        properties.put("spring.datasource.username", databases.application().user());
        properties.put("spring.datasource.password", databases.application().password());
        properties.put("spring.flyway.placeholders.application", databases.applicationRole());
        if (databases.apart()) {
            properties.put("spring.flyway.url", databases.owner().url());
            properties.put("spring.flyway.user", databases.owner().user());
            properties.put("spring.flyway.password", databases.owner().password());
        }
        return properties;
    }

    private static void requirePorts(ConfigurableEnvironment environment) {
        String bind = environment.getProperty("zol0.bind", "127.0.0.1");
        int console = Ports.parse(environment.getProperty("server.port", "8080"), "ZOL0_PORT");
        int gateway = Ports.parse(environment.getProperty("zol0.gateway.port", "8081"), "ZOL0_GATEWAY_PORT");
        if (console == gateway && console != 0) {
            throw new Refusal("Console and gateway cannot share port " + console
                    + "; choose another for one of them by ZOL0_PORT or ZOL0_GATEWAY_PORT.");
        }
        Ports.requireFree(bind, console, "console", "ZOL0_PORT");
        Ports.requireFree(bind, gateway, "gateway", "ZOL0_GATEWAY_PORT");
    }
}
