package io.zol0.ui.shell;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import org.springframework.context.annotation.Configuration;

/** Tells Vaadin where the pages are, so that it does not read every class of ZoL0 several times at each start. */
@Configuration(proxyBeanMethods = false)
@EnableVaadin("io.zol0.ui")
class Pages {}
