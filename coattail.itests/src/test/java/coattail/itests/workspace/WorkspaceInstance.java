// SPDX-License-Identifier: Apache-2.0
package coattail.itests.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import coattail.itests.support.Await;

/** An instance that a run descriptor starts, and the launcher that bnd has built to talk to it. */
final class WorkspaceInstance implements AutoCloseable {
    private final Path workspace;
    private final Path home;
    private final Path directory;
    private final Path log;
    private final Process process;

    private WorkspaceInstance(Path workspace, Path home, String name, String descriptor) throws IOException {
        this.workspace = workspace;
        this.home = Files.createDirectories(home.resolve(name));
        this.directory = workspace.resolve("cnf/run").resolve(name);
        this.log = this.home.resolve("instance.log");
        anyPort();
        this.process = new Bnd(workspace, this.home).start(log, "run", "../" + descriptor);
    }

    /** @param home where its log and what it has for a home directory go */
    static WorkspaceInstance start(Path workspace, Path home, String name, String descriptor) throws IOException {
        return new WorkspaceInstance(workspace, home, name, descriptor);
    }

    /** The test runs beside others: any port will do. */
    private void anyPort() throws IOException {
        var file = directory.resolve("etc/coattail.listener.cfg");
        Files.writeString(file, Files.readString(file).replaceAll("port = .*", "port = 0"));
    }

    /** Copies a bundle into the drop-in folder, as whole as a rename makes it. */
    void drop(Path jar) throws IOException {
        var folder = Files.createDirectories(directory.resolve("actions"));
        var partial = Files.copy(jar, home.resolve(jar.getFileName()));
        Files.move(partial, folder.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns when the instance offers the action. */
    void awaitAction(String name) throws Exception {
        Await.until(
                () -> "the action '" + name + "' of the instance in " + directory + "\n" + said(),
                () -> coattail("action", "show", name) == 0);
    }

    /** What an action answers, as JSON. */
    String perform(String action, String input) throws Exception {
        int code = coattail("action", "perform", action, input);
        assertEquals(0, code, () -> "coattail action perform " + action + "\n" + said());
        return Files.readString(home.resolve("out"));
    }

    private int coattail(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                workspace
                        .resolve("coattail.launcher/target/bnd/coattail.launcher.jar")
                        .toString(),
                "coattail.launcher.Main",
                "--instance",
                directory.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().put("XDG_STATE_HOME", home.toString());
        return builder.start().waitFor();
    }

    private String said() {
        try {
            return Files.readString(home.resolve("err")) + "--- its log\n" + Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends bnd and the framework that it started. */
    @Override
    public void close() throws Exception {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        Await.until(
                () -> "end of the instance in " + directory, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
