// SPDX-License-Identifier: Apache-2.0
package coattail.itests.karaf;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import coattail.itests.support.Await;
import coattail.itests.support.EtcFile;
import coattail.itests.support.FreePort;
import coattail.itests.support.Proc;
import coattail.itests.support.Ssh;
import coattail.itests.support.User;

/**
 * A Karaf as released, unpacked and started by its own script. Only what any operator would set is set: users, ports,
 * and where bundles come from. That is one directory of what the build has made: there is no other repository, and no
 * home of a user with one.
 */
final class StockKaraf implements AutoCloseable {
    private static final Pattern AMISS = Pattern.compile("\\| ERROR \\||^\\tat |^Caused by: ");

    private final Path directory;
    private final int port = FreePort.next();

    private StockKaraf(Path directory) {
        this.directory = directory;
    }

    /** @param place an empty directory for the Karaf and what belongs to it */
    static StockKaraf start(Path place) throws Exception {
        var karaf = new StockKaraf(Files.createDirectories(place.resolve("karaf")));
        karaf.unpack();
        karaf.configure(repository(Files.createDirectory(place.resolve("repository"))));
        karaf.launch(Files.createDirectory(place.resolve("home")));
        return karaf;
    }

    /** The features and their bundles, laid out for Maven, as the KAR carries them. */
    private static Path repository(Path target) throws IOException {
        try (var kar = FileSystems.newFileSystem(kar());
                var files = Files.walk(kar.getPath("/repository"))) {
            for (var file : (Iterable<Path>) files::iterator) {
                var copy = target.resolve(
                        kar.getPath("/repository").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    /** The KAR, as the build has made it. */
    static Path kar() {
        return Path.of(System.getProperty("coattail.kar"));
    }

    private void unpack() throws IOException, InterruptedException {
        var tar = new ProcessBuilder("tar", "-xzf", System.getProperty("coattail.stock.karaf"), "--strip-components=1")
                .directory(directory.toFile())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new AssertionError("the archive of Karaf can't be unpacked");
        }
    }

    private void configure(Path repository) throws IOException {
        for (var user : User.values()) {
            etc("users.properties").put(user.login(), user.entry());
        }
        etc("org.apache.karaf.shell.cfg").put("sshHost", "127.0.0.1").put("sshPort", "" + port);
        etc("org.apache.karaf.management.cfg")
                .put("rmiRegistryPort", "" + FreePort.next())
                .put("rmiServerPort", "" + FreePort.next());
        etc("org.ops4j.pax.url.mvn.cfg")
                .put("org.ops4j.pax.url.mvn.repositories", "")
                .put(
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        repository.toUri() + "@id=build@snapshots, ${karaf.home.uri}system@id=system@snapshots,"
                                + " ${karaf.data.uri}kar@id=kar@multi@snapshots");
    }

    private void launch(Path home) throws Exception {
        var builder = new ProcessBuilder(directory.resolve("bin/karaf").toString(), "server")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("console.out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", home.toString());
        var options = "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home=" + home;
        builder.environment().put("EXTRA_JAVA_OPTS", options);
        builder.start();
        Await.until(() -> "Karaf isn't up:\n" + read("console.out"), this::isUp);
    }

    private boolean isUp() {
        try {
            var admin = as(User.ADMIN);
            return admin.run("feature:list --installed").output().contains("deployer");
        } catch (IOException e) {
            return false; // nobody answers at that port yet
        }
    }

    Ssh as(User user) {
        return Ssh.as(user, port);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    EtcFile etc(String name) {
        return new EtcFile(directory.resolve("etc").resolve(name));
    }

    /** The names of the files in {@code etc}. */
    Set<String> configuration() throws IOException {
        return names("etc");
    }

    /** What lies in a directory. */
    Set<String> names(String folder) throws IOException {
        try (var files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The lines of the log that nobody wants to see there. */
    List<String> amiss() {
        return read("data/log/karaf.log")
                .lines()
                .filter(line -> AMISS.matcher(line).find())
                .toList();
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        Proc.kill(directory);
    }
}
