internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// A piece of what a client sends.
enum RequestPart: Sendable {
  case head(HTTPRequest)
  case body(ByteBuffer)
  case end
  /// What comes is not HTTP/1.1 as we read it, and nothing comes after.
  case malformed(Refusal)
}

/// Lets through what the parser understood and `HeadRules` allow. What is wrong is a part like any
/// other, in its place: the requests before it are answered, and the bytes behind it are still
/// taken off the wire, so that the client can read our answer.
final class RequestJudge: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = RequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private var isOver = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isOver { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      do throws(Refusal) {
        pass(.head(try HeadRules.check(head)), context)
      } catch {
        end(error, context)
      }
    case .body(let buffer): pass(.body(buffer), context)
    case .end: pass(.end, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isOver { return }
    switch error {
    case HTTPParserError.headerOverflow: end(Gateway.headersTooLarge, context)
    case is HTTPParserError: end(.badRequest("this is not HTTP/1.1"), context)
    default: context.fireErrorCaught(error)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part: HTTPServerResponsePart =
      switch unwrapOutboundIn(data) {
      case .head(let response): .head(HTTPResponseHead(response))
      case .body(let buffer): .body(.byteBuffer(buffer))
      case .end: .end(nil)
      }
    context.write(wrapOutboundOut(part), promise: promise)
  }

  private func end(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    isOver = true
    pass(.malformed(refusal), context)
    // The parser's errors come outside of any read.
    context.fireChannelReadComplete()
  }

  private func pass(_ part: RequestPart, _ context: ChannelHandlerContext) {
    context.fireChannelRead(wrapInboundOut(part))
  }
}
