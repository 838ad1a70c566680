package io.zol0.metrics;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSProcess;

/** Samples the machine by OSHI, which takes long to find out what there is: it begins with the third round. */
@Component
final class MachineSource implements SeriesSource {
    private static final int ROUNDS_LEFT_OUT = 2;

    /** Disks that are parts of others, or memory. */
    private static final Pattern NO_DISK = Pattern.compile(".*/(zram|ram|loop|dm-|md|sr)\\d+");

    private int rounds;
    private @Nullable Machine machine;

    @Override
    public void read(Readings into) {
        if (++rounds <= ROUNDS_LEFT_OUT) {
            return;
        }
        try {
            if (machine == null) {
                machine = new Machine(new SystemInfo());
            } else {
                machine.read(into);
            }
        } catch (LinkageError unsupported) {
            throw new IllegalStateException("OSHI does not know this machine", unsupported);
        }
    }

    /** What was found of the machine; a disk or card that comes later is not sampled until the next start. */
    private static final class Machine {
        private final HardwareAbstractionLayer hardware;
        private final CentralProcessor processor;
        private final List<HWDiskStore> disks;
        private final List<NetworkIF> cards;
        private final OSProcess process;
        private final long[] before = new long[4];
        private long[] ticks;

        Machine(SystemInfo system) {
            hardware = system.getHardware();
            processor = hardware.getProcessor();
            ticks = processor.getSystemCpuLoadTicks();
            disks = hardware.getDiskStores().stream()
                    .filter(disk -> !NO_DISK.matcher(disk.getName()).matches())
                    .toList();
            cards = hardware.getNetworkIFs();
            process = system.getOperatingSystem().getCurrentProcess();
            before[0] = sum(disks, HWDiskStore::getReadBytes);
            before[1] = sum(disks, HWDiskStore::getWriteBytes);
            before[2] = sum(cards, NetworkIF::getBytesRecv);
            before[3] = sum(cards, NetworkIF::getBytesSent);
        }

        void read(Readings into) {
            into.gauge(SystemSeries.CPU, processor.getSystemCpuLoadBetweenTicks(ticks) * 100);
            ticks = processor.getSystemCpuLoadTicks();
            double load = processor.getSystemLoadAverage(1)[0];
            if (load >= 0) {
                into.gauge(SystemSeries.LOAD, load);
            }
            long total = hardware.getMemory().getTotal();
            into.gauge(SystemSeries.MEMORY, total - hardware.getMemory().getAvailable());
            into.gauge(SystemSeries.MEMORY_TOTAL, total);
            if (process.updateAttributes()) {
                into.gauge(SystemSeries.PROCESS_MEMORY, process.getResidentMemory());
            }
            disks.forEach(HWDiskStore::updateAttributes);
            cards.forEach(NetworkIF::updateAttributes);
            since(into, SystemSeries.DISK_READ, 0, sum(disks, HWDiskStore::getReadBytes));
            since(into, SystemSeries.DISK_WRITTEN, 1, sum(disks, HWDiskStore::getWriteBytes));
            since(into, SystemSeries.RECEIVED, 2, sum(cards, NetworkIF::getBytesRecv));
            since(into, SystemSeries.SENT, 3, sum(cards, NetworkIF::getBytesSent));
        }

        /** What was counted since sampling began, since the machine has counted for longer. */
        private void since(Readings into, SeriesKey key, int figure, long total) {
            into.total(key, Math.max(0, total - before[figure]));
        }

        private static <T> long sum(List<T> parts, ToLongFunction<T> bytes) {
            return parts.stream().mapToLong(bytes).sum();
        }
    }
}
