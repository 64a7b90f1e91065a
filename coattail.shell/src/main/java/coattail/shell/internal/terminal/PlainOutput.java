// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Leaves out the escape sequences (colours, bold) that Karaf's help and tables write, for output that isn't a terminal. */
final class PlainOutput extends FilterOutputStream {
    private static final int ESCAPE = 0x1B;

    private enum State { TEXT, ESCAPED, SEQUENCE }

    private State state = State.TEXT;

    PlainOutput(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        switch (state) {
            case TEXT -> {
                if (b == ESCAPE) {
                    state = State.ESCAPED;
                } else {
                    out.write(b);
                }
            }
            case ESCAPED -> state = b == '[' ? State.SEQUENCE : State.TEXT;
            case SEQUENCE -> {
                if (b >= '@' && b <= '~') {
                    state = State.TEXT;
                }
            }
        }
    }
}
