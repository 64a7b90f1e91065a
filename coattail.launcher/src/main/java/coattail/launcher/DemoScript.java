// SPDX-License-Identifier: Apache-2.0
package coattail.launcher;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the demo's two instances do. */
final class DemoScript {
    private final DemoInstance north;
    private final DemoInstance south;
    private final PrintStream out;
    private final List<String> steps = new ArrayList<>();

    DemoScript(DemoInstance north, DemoInstance south, PrintStream out) {
        this.north = north;
        this.south = south;
        this.out = out;
    }

    /** Returns the titles of the steps. */
    List<String> play() {
        step("Each instance has an identity of its own: a key that it made at its first start");
        north.show("info");
        south.show("info");

        step("North issues a token: whoever holds it may perform greet, and subscribe to anything");
        String northToken = north.showInto(
                "north.token", "token", "issue", "--performable", "greet", "--quiet", "--print-raw-token");

        step("South takes the token, dials north, and proves who it is; from now on the token is bound to south's key");
        south.showWithInput("north.token", northToken, "peer", "add", "-", "--name", "north");

        step("What north offers, and what the token allows");
        south.show("action", "list", "--peer", "north");

        step("South performs an action on north: typed input, typed output");
        south.show("action", "perform", "greet", "{\"name\": \"Ada\"}", "--peer", "north");

        step("South subscribes two receivers of its own to what north publishes as echo");
        south.show("action", "subscribe", "echo", "--peer", "north", "--receiver", "remember");
        south.show("action", "subscribe", "echo", "--peer", "north", "--receiver", "welcome");

        step("The other way round: south lets north subscribe. One connection serves both directions");
        String southToken = south.showInto("south.token", "token", "issue", "--quiet", "--print-raw-token");
        north.showWithInput("south.token", southToken, "peer", "add", "-", "--name", "south");
        north.show("action", "subscribe", "greet", "--peer", "south", "--receiver", "remember");

        step("North publishes. The answer has a verdict for every subscription");
        north.show("action", "publish", "echo", "{\"name\": \"Grace\"}");

        step("South's receiver remember has kept it");
        south.showWhen(text -> text.contains("Grace"), "action", "perform", "recall");

        step("A cascade: south's receiver welcome performed greet and published the greeting, which came back to"
                + " north");
        north.showWhen(text -> text.contains("Hello, Grace"), "action", "perform", "recall");

        step("What the token doesn't cover is refused, and says so");
        south.showRefusal("action", "perform", "slow", "{\"millis\": 10}", "--peer", "north");
        return List.copyOf(steps);
    }

    private void step(String what) {
        steps.add(what);
        out.println();
        out.println(steps.size() + ". " + what);
    }
}
