package io.twinhub.bootstrap.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process and its JVM, under the names that Prometheus' own libraries use. */
final class ProcessMetrics {
  private ProcessMetrics() {}

  static void put(MetricsText text) {
    memory(text);
    collectors(text);
    text.gauge("jvm_threads_current", "Threads of the JVM.")
        .value(ManagementFactory.getThreadMXBean().getThreadCount());
    text.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.")
        .seconds(
            TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getRuntimeMXBean().getStartTime()));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      text.counter("process_cpu_seconds_total", "The time of all processors that the process used.")
          .seconds(system.getProcessCpuTime());
      if (system instanceof UnixOperatingSystemMXBean unix) {
        text.gauge("process_open_fds", "Open files and sockets.")
            .value(unix.getOpenFileDescriptorCount());
        text.gauge("process_max_fds", "How many files and sockets may be open.")
            .value(unix.getMaxFileDescriptorCount());
      }
    }
  }

  private static void memory(MetricsText text) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    text.gauge("jvm_memory_used_bytes", "Memory in use, by area.")
        .value(memory.getHeapMemoryUsage().getUsed(), "area", "heap")
        .value(memory.getNonHeapMemoryUsage().getUsed(), "area", "nonheap");
    text.gauge("jvm_memory_max_bytes", "How much the heap may grow to.")
        .value(memory.getHeapMemoryUsage().getMax(), "area", "heap");
  }

  private static void collectors(MetricsText text) {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    text.counter("jvm_gc_collections_total", "Collections of garbage, by collector.");
    collectors.forEach(
        one -> text.value(Math.max(0, one.getCollectionCount()), "gc", one.getName()));
    text.counter("jvm_gc_collection_seconds_total", "The time of these collections.");
    collectors.forEach(one -> text.seconds(
        TimeUnit.MILLISECONDS.toNanos(Math.max(0, one.getCollectionTime())), "gc", one.getName()));
  }
}
