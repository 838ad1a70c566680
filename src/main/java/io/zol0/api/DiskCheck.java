package io.zol0.api;

import io.zol0.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Whether the home folder's disk has room. */
@Component
@Order(5)
class DiskCheck implements HealthCheck {
    /** Below this measurements soon have no room. */
    static final DataSize LOW = DataSize.ofMegabytes(1024);

    /** Below this the database cannot be trusted to write. */
    static final DataSize EMPTY = DataSize.ofMegabytes(64);

    private final Home home;

    DiskCheck(Home home) {
        this.home = home;
    }

    @Override
    public CheckResult result() {
        try {
            return of(Files.getFileStore(home.folder()).getUsableSpace());
        } catch (IOException e) {
            return CheckResult.down("disk", "the home folder cannot be read: " + e.getMessage());
        }
    }

    static CheckResult of(long freeBytes) {
        String free = "%,d MB free".formatted(DataSize.ofBytes(freeBytes).toMegabytes());
        if (freeBytes < EMPTY.toBytes()) {
            return CheckResult.down("disk", free + "; at least %d MB are needed".formatted(EMPTY.toMegabytes()));
        }
        return freeBytes < LOW.toBytes()
                ? CheckResult.degraded("disk", free + "; make room up to %,d MB".formatted(LOW.toMegabytes()))
                : CheckResult.up("disk", free);
    }
}
