package io.zol0.home;

import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Opens the installation before Spring begins, so that whatever stands in the way is said at once and alone. */
class HomeInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (context instanceof WebServerApplicationContext) {
            requirePorts(environment);
        }
        Installation installation = Installation.open(HomeSettings.from(environment::getProperty));
        // After the contexts were closed, also where one never came to life; closing twice does no harm.
        SpringApplication.getShutdownHandlers().add(installation::close);
        DatabaseAddress database = installation.database();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "installation",
                        Map.of(
                                "spring.datasource.url", database.url(),
                                "spring.datasource.username", database.user(),
                                "spring.datasource.password", database.password())));
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("installation", installation);
        beans.registerSingleton("home", installation.home());
        // What is registered first is destroyed last: the server stops when nobody needs it any more.
        beans.registerDisposableBean("installation", installation::close);
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
