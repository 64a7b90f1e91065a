// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** The frames that answer a request, each by its codec. */
public final class AnswerCodec {
    private AnswerCodec() {}

    /** @param request the type of the frame that is answered */
    public static void encode(FrameWriter out, FrameType request, Message answer, long stream) {
        if (answer instanceof Message.Response response) {
            ResponseCodec.encode(out, request, response, stream);
        } else if (answer instanceof Message.Subscribed subscribed) {
            SubscribedCodec.encode(out, subscribed, stream);
        } else if (answer instanceof Message.AuthOk ok) {
            AuthOkCodec.encode(out, ok, stream);
        } else {
            throw new IllegalArgumentException(answer.getClass() + " answers nothing");
        }
    }

    /** @param request the type of the frame that is answered */
    public static Message decode(Frame frame, FrameType request) throws ProtocolException {
        boolean ok = frame.type() == FrameType.AUTH_OK;
        if (ok != (request == FrameType.AUTH)) {
            throw ProtocolException.malformed(frame.type() + " to " + request);
        }
        return switch (request) {
            case AUTH -> AuthOkCodec.decode(frame);
            case SUBSCRIBE -> SubscribedCodec.decode(frame);
            default -> ResponseCodec.decode(frame, request);
        };
    }
}
