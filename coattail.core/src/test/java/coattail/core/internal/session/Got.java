// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import coattail.core.internal.session.Recorder.Answers;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;
import coattail.core.internal.wire.Message;

/** A body as it comes. */
final class Got implements IncomingBody.Sink {
    final IncomingBody rest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean whole;
    Failure failure;

    private Got(Body body) {
        bytes.writeBytes(body.toByteArray());
        rest = (IncomingBody) body.rest();
        whole = rest == null;
        if (rest != null) {
            rest.into(this);
        }
    }

    static Got input(Side side) {
        var asked = side.told.asked.get(side.told.asked.size() - 1);
        return new Got(((Message.Perform) asked.request()).input());
    }

    static Got output(Answers call) {
        return new Got(((Message.Response) call.answer()).body());
    }

    @Override
    public void part(ByteBuffer part, boolean last) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
        whole = last;
    }

    @Override
    public void failed(Failure why) {
        failure = why;
    }

    int size() {
        return bytes.size();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
