package io.zol0.metrics;

/** The series of the machine, of this process and of its JVM, sampled every five seconds where the system tells them. */
public final class SystemSeries {
    /** Work of all processors of the machine. */
    public static final SeriesKey CPU = SeriesName.gauge("system.cpu", "%").ofWhole();

    /** Work of all processors of the machine for this process. */
    public static final SeriesKey PROCESS_CPU =
            SeriesName.gauge("process.cpu", "%").ofWhole();

    /** Threads that run or want to, averaged by the system over a minute. */
    public static final SeriesKey LOAD = SeriesName.gauge("system.load", "").ofWhole();

    public static final SeriesKey MEMORY =
            SeriesName.gauge("system.memory.used", "bytes").ofWhole();
    public static final SeriesKey MEMORY_TOTAL =
            SeriesName.gauge("system.memory.total", "bytes").ofWhole();
    public static final SeriesKey PROCESS_MEMORY =
            SeriesName.gauge("process.memory", "bytes").ofWhole();
    public static final SeriesKey HEAP =
            SeriesName.gauge("jvm.heap.used", "bytes").ofWhole();
    public static final SeriesKey HEAP_MOST =
            SeriesName.gauge("jvm.heap.max", "bytes").ofWhole();

    /** Memory of buffers outside of the heap that the JVM counts. */
    public static final SeriesKey DIRECT =
            SeriesName.gauge("jvm.direct", "bytes").ofWhole();

    public static final SeriesKey GC_TIME =
            SeriesName.counter("jvm.gc.time", "ms").ofWhole();
    public static final SeriesKey GC_COUNT =
            SeriesName.counter("jvm.gc.count", "").ofWhole();

    /** Platform threads. */
    public static final SeriesKey THREADS = SeriesName.gauge("jvm.threads", "").ofWhole();

    public static final SeriesKey FILES = SeriesName.gauge("process.files", "").ofWhole();
    public static final SeriesKey FILES_MOST =
            SeriesName.gauge("process.files.max", "").ofWhole();

    /** Of the disk that holds ZoL0's home folder. */
    public static final SeriesKey DISK = SeriesName.gauge("disk.used", "bytes").ofWhole();

    public static final SeriesKey DISK_TOTAL =
            SeriesName.gauge("disk.total", "bytes").ofWhole();

    /** Of all disks. */
    public static final SeriesKey DISK_READ =
            SeriesName.counter("system.disk.read", "bytes").ofWhole();

    public static final SeriesKey DISK_WRITTEN =
            SeriesName.counter("system.disk.written", "bytes").ofWhole();

    /** Of all network cards; what stays on the machine is not in it. */
    public static final SeriesKey RECEIVED =
            SeriesName.counter("system.network.received", "bytes").ofWhole();

    public static final SeriesKey SENT =
            SeriesName.counter("system.network.sent", "bytes").ofWhole();

    private SystemSeries() {}
}
