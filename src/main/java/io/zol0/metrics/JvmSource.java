package io.zol0.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.zol0.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import org.springframework.stereotype.Component;

/** Samples this process by JMX, and the disk of its home folder. */
@Component
final class JvmSource implements SeriesSource {
    private final Home home;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);

    JvmSource(Home home) {
        this.home = home;
    }

    @Override
    public void read(Readings into) {
        readProcess(into);
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        into.gauge(SystemSeries.HEAP, heap.getUsed());
        if (heap.getMax() > 0) {
            into.gauge(SystemSeries.HEAP_MOST, heap.getMax());
        }
        into.gauge(
                SystemSeries.DIRECT,
                buffers.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
        into.gauge(SystemSeries.THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
        into.total(
                SystemSeries.GC_TIME,
                collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                        .sum());
        into.total(
                SystemSeries.GC_COUNT,
                collectors.stream()
                        .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                        .sum());
        readDisk(into);
    }

    private static void readProcess(Readings into) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            double share = system.getProcessCpuLoad();
            if (share >= 0) {
                into.gauge(SystemSeries.PROCESS_CPU, share * 100);
            }
            if (system instanceof UnixOperatingSystemMXBean unix) {
                into.gauge(SystemSeries.FILES, unix.getOpenFileDescriptorCount());
                into.gauge(SystemSeries.FILES_MOST, unix.getMaxFileDescriptorCount());
            }
        }
    }

    private void readDisk(Readings into) {
        try {
            FileStore disk = Files.getFileStore(home.folder());
            into.gauge(SystemSeries.DISK, disk.getTotalSpace() - disk.getUnallocatedSpace());
            into.gauge(SystemSeries.DISK_TOTAL, disk.getTotalSpace());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
