// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coattail.launcher.frame.FrameType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusListTest {
    @TempDir
    private Path temporary;
    private Path directory;
    private KnownInstances known;

    @BeforeEach
    void resolveLinks() throws IOException {
        directory = temporary.toRealPath();
        known = new KnownInstances(directory.resolve("known"));
    }

    private String list(boolean json) {
        var out = new ByteArrayOutputStream();
        new StatusList(known).print(new PrintStream(out, true, StandardCharsets.UTF_8), json);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noInstanceIsSaidSo() {
        assertEquals("There is no instance on this host; 'coattail new DIR' makes one.\n", list(false));
        assertEquals("[]\n", list(true));
    }

    @Test
    void runningAndStoppedInstancesAreListed() throws Exception {
        known.remember(TestInstance.stopped(directory.resolve("b")));
        try (var running = new TestInstance(directory.resolve("a"))) {
            known.remember(running.directory());
            var served = running.answer(channel -> {
                channel.receive();
                channel.send(FrameType.OUTPUT, "listening=true\n".getBytes(StandardCharsets.UTF_8));
                channel.send(FrameType.EXIT, new byte[] {0});
            });
            long pid = ProcessHandle.current().pid();
            assertEquals("[{\"name\":\"plant\",\"state\":\"listening\",\"pid\":" + pid + ",\"port\":50001,\"directory\":\""
                    + directory.resolve("a") + "\"},\n {\"name\":\"plant\",\"state\":\"stopped\",\"pid\":null,"
                    + "\"port\":50001,\"directory\":\"" + directory.resolve("b") + "\"}]\n", list(true));
            served.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInstanceWithABrokenConfigurationHidesNoOther() throws IOException {
        InstanceDirectory broken = TestInstance.stopped(directory.resolve("broken"));
        Files.writeString(broken.listener().file(), "port = abc\n");
        known.remember(broken);
        assertEquals("NAME   STATE    PID  PORT  DIRECTORY\nplant  stopped             "
                + directory.resolve("broken") + "\n", list(false));
    }
}
