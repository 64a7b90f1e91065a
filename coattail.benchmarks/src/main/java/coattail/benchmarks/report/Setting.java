// SPDX-License-Identifier: Apache-2.0
package coattail.benchmarks.report;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where and how it was measured.
 *
 * @param time when it began, in UTC
 * @param system the operating system's name and the processor's architecture
 * @param cores how many the JVM may use
 * @param memoryMiB of the machine
 * @param load what else the machine was doing: how many threads wanted a core in the minute before, negative if unknown
 * @param java the JVM's name and version
 * @param jvmArguments of each process
 * @param rounds how often each was measured
 * @param sliceMillis how long at a time
 */
public record Setting(
        String time,
        String system,
        int cores,
        long memoryMiB,
        double load,
        String java,
        List<String> jvmArguments,
        int rounds,
        long sliceMillis) {

    /** This machine's, now. */
    public static Setting here(List<String> jvmArguments, int rounds, long sliceMillis) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Setting(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                system.getName() + " " + system.getArch(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getSystemLoadAverage(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                List.copyOf(jvmArguments),
                rounds,
                sliceMillis);
    }

    /** Where, in lines for the head of a table. */
    public String text() {
        return String.format(Locale.ROOT, "%s%n%d cores, %s, load %.1f at the start%n", java, cores, system, load);
    }
}
