package io.zol0;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {
    @Test
    void every_room_uses_only_the_rooms_it_may() {
        ApplicationModules.of(Zol0.class).verify();
    }
}
