// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.wire;

/** The frames that open a stream, each by its codec. */
public final class RequestCodec {
    private RequestCodec() {}

    /** @return the type of the frame that says it */
    public static FrameType typeOf(Message.Request request) {
        if (request instanceof Message.Perform) {
            return FrameType.PERFORM;
        } else if (request instanceof Message.Publish) {
            return FrameType.PUBLISH;
        } else if (request instanceof Message.Subscribe) {
            return FrameType.SUBSCRIBE;
        } else if (request instanceof Message.Unsubscribe) {
            return FrameType.UNSUBSCRIBE;
        } else if (request instanceof Message.ListActions) {
            return FrameType.LIST;
        } else if (request instanceof Message.AskTrace) {
            return FrameType.TRACE;
        } else {
            return FrameType.AUTH;
        }
    }

    /** The body that it carries. */
    public static Body bodyOf(Message.Request request) {
        if (request instanceof Message.Perform perform) {
            return perform.input();
        } else if (request instanceof Message.Publish publish) {
            return publish.data();
        } else {
            return Body.NONE;
        }
    }

    /** The same request with another body; for one that carries a body. */
    public static Message.GrantedRequest with(Message.GrantedRequest request, Body body) {
        if (request instanceof Message.Perform perform) {
            return new Message.Perform(perform.call(), perform.thenPublish(), perform.wantLog(), body);
        } else if (request instanceof Message.Publish publish) {
            return new Message.Publish(publish.call(), body);
        } else {
            throw new IllegalArgumentException("no body in " + request.getClass());
        }
    }

    /** How many bytes of CHUNK and LOG frames may come back at once. */
    public static int creditOf(Message.Request request) {
        if (request instanceof Message.CallRequest call) {
            return call.call().creditBytes();
        }
        return request instanceof Message.ListActions list ? list.creditBytes() : 0;
    }

    /** @param timeoutMillis what goes into TIMEOUT_MS where the frame may have one; negative for none */
    public static void encode(FrameWriter out, Message.Request request, long stream, long timeoutMillis) {
        if (request instanceof Message.Perform perform) {
            PerformCodec.encode(out, perform, stream, timeoutMillis);
        } else if (request instanceof Message.Publish publish) {
            PublishCodec.encode(out, publish, stream, timeoutMillis);
        } else if (request instanceof Message.Subscribe subscribe) {
            SubscribeCodec.encode(out, subscribe, stream);
        } else if (request instanceof Message.Unsubscribe unsubscribe) {
            UnsubscribeCodec.encode(out, unsubscribe, stream);
        } else if (request instanceof Message.ListActions list) {
            ListCodec.encode(out, list, stream);
        } else if (request instanceof Message.AskTrace trace) {
            TraceCodec.encode(out, trace, stream);
        } else if (request instanceof Message.AuthToken token) {
            AuthCodec.encode(out, token, stream);
        } else if (request instanceof Message.AuthReference reference) {
            AuthCodec.encode(out, reference, stream);
        } else {
            throw new IllegalArgumentException("no codec for " + request.getClass());
        }
    }

    /** @throws ProtocolException where the frame isn't a request, is broken, or asks for what isn't supported */
    public static Message.Request decode(Frame frame) throws ProtocolException {
        FrameType type = frame.type();
        return switch (type) {
            case AUTH -> AuthCodec.decode(frame);
            case PERFORM -> PerformCodec.decode(frame);
            case PUBLISH -> PublishCodec.decode(frame);
            case SUBSCRIBE -> SubscribeCodec.decode(frame);
            case UNSUBSCRIBE -> UnsubscribeCodec.decode(frame);
            case LIST -> ListCodec.decode(frame);
            case TRACE -> TraceCodec.decode(frame);
            default -> throw ProtocolException.malformed(type + " opens no stream");
        };
    }
}
