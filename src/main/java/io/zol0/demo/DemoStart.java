package io.zol0.demo;

import io.zol0.users.Itself;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Starts the demo with ZoL0 where it is wanted, and ends it before anything else ends. */
@Component
@EnableConfigurationProperties(DemoSettings.class)
class DemoStart {
    private static final Logger log = LoggerFactory.getLogger(DemoStart.class);

    private final DemoStage stage;
    private final DemoMemory memory;
    private final DemoSwitch setting;
    private final boolean embedded;

    DemoStart(
            DemoStage stage,
            DemoMemory memory,
            @Value("${zol0.demo:}") String setting,
            @Value("${zol0.db.url:}") String database) {
        this.stage = stage;
        this.memory = memory;
        this.setting = DemoSwitch.parse(setting);
        this.embedded = database.isBlank();
    }

    @EventListener
    @Order(100)
    void on(ApplicationReadyEvent event) {
        begin();
    }

    /** A demo that fails is no reason for ZoL0 to fail. */
    void begin() {
        try {
            Itself.run(setting.starts(embedded, memory.read()) ? stage::start : stage::leaveOff);
        } catch (RuntimeException e) {
            log.warn("ZoL0 runs without the demo. {}", e.getMessage());
        }
    }

    @EventListener
    void on(ContextClosedEvent event) {
        stage.stop();
    }
}
