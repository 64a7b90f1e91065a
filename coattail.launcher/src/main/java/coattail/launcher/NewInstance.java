// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/** Makes the directory of a new instance. */
final class NewInstance {
    static final int DEFAULT_PORT = 49_365;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?");

    private final Distribution distribution;
    private final KnownInstances known;

    NewInstance(Distribution distribution, KnownInstances known) {
        this.distribution = distribution;
        this.known = known;
    }

    /**
     * What was asked for; empty strings for what wasn't.
     *
     * @param name what people call the instance
     * @param port where it listens
     * @param bind the address that it binds
     * @param advertise where tokens say that it is
     * @param samples whether it gets the sample actions
     */
    record Wish(String name, int port, String bind, String advertise, boolean samples) {
        Wish {
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                throw Failure.usage("a name has 1 to 64 letters, digits, blanks and . _ -, begins with a letter or"
                        + " digit and doesn't end with a blank");
            }
            if (!bind.isEmpty()) {
                resolvable("--bind", bind);
            }
            if (!advertise.isEmpty() && !advertise.matches("[A-Za-z0-9.:\\[\\]_-]+")) {
                throw Failure.usage("--advertise is a host or host:port, not '" + advertise + "'");
            }
        }

        private static void resolvable(String option, String host) {
            try {
                InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw Failure.usage(option + ": no host is known as '" + host + "'");
            }
        }
    }

    /** Makes the instance; a directory that isn't empty is refused. */
    InstanceDirectory make(Path where, Wish wish) {
        Path path = where.toAbsolutePath().normalize();
        requireEmpty(path);
        try {
            Files.createDirectories(path);
            // From the first byte on nobody else may look into it: keys and tokens will lie in it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            for (String part : new String[] {"actions", "receivers", "data", "etc", "keys", "log", "work"}) {
                Files.createDirectory(
                        path.resolve(part),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            new ShippedFiles(distribution.etc(), path.resolve("etc")).renew();
            InstanceDirectory instance = InstanceDirectory.at(path);
            configure(instance, wish);
            if (wish.samples()) {
                Path samples = distribution.samples();
                Files.copy(samples, path.resolve("actions").resolve(samples.getFileName()));
            }
            known.remember(instance);
            return instance;
        } catch (IOException e) {
            throw Failure.failed("can't make the instance in " + path + ": " + e);
        }
    }

    private static void requireEmpty(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw Failure.failed(path + " is a file; name a new or empty directory");
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
            if (content.iterator().hasNext()) {
                throw Failure.failed(path + " isn't empty; name a new or empty directory");
            }
        } catch (IOException e) {
            throw Failure.failed("can't read " + path + ": " + e.getMessage());
        }
    }

    private void configure(InstanceDirectory instance, Wish wish) {
        instance.instance().set("name", wish.name().isEmpty() ? defaultName(instance.path()) : wish.name());
        ConfigFile listener = instance.listener();
        listener.set("port", String.valueOf(wish.port()));
        if (!wish.bind().isEmpty()) {
            listener.set("bind", wish.bind());
        }
        if (!wish.advertise().isEmpty()) {
            listener.set("advertise", wish.advertise());
        }
        new KarafPorts(known).assign(instance);
    }

    /** The directory's own name, as far as it can be one. */
    private static String defaultName(Path path) {
        String name = String.valueOf(path.getFileName())
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "instance" : name.substring(0, Math.min(64, name.length()));
    }
}
