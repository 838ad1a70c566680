package io.zol0;

import io.zol0.home.TestDatabase;
import io.zol0.users.SignedInAs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;

/** The whole of ZoL0 in this JVM, with a real database and a home of its own, on ports of the system's choice; the classes that carry it share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Zol0.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(SignedInAs.class)
@ContextConfiguration(initializers = ApplicationTest.Installation.class)
@TestExecutionListeners(
        listeners = ApplicationTest.OwnLogins.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface ApplicationTest {
    /**
     * Has the thread's login kept where this class's application looks for it: each application that starts puts its own
     * keeper into a static field, and several of them live in one JVM.
     */
    class OwnLogins implements TestExecutionListener, Ordered {
        @Override
        public void beforeTestClass(TestContext test) {
            SecurityContextHolder.setContextHolderStrategy(
                    test.getApplicationContext().getBean(SecurityContextHolderStrategy.class));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    /** Points the application at a database and a home made for it. */
    class Installation implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestDatabase database = TestDatabase.fresh();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test installation",
                            Map.of("zol0.home", home(), "zol0.gateway.port", "0", "zol0.demo", "off")));
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test database", database.settings()));
        }

        /** Before the installation is opened. */
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        private static String home() {
            try {
                return Files.createTempDirectory("zol0-home").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
