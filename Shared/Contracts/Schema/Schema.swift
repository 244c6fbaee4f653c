public import RPC

/// What a descriptor set says: services, messages and enums by name, with their comments.
public final class Schema: Sendable {
  public let services: [ServiceSchema]
  public let messages: [String: MessageSchema]
  public let enumerations: [String: EnumSchema]
  private let methods: [String: MethodSchema]

  /// The contract this program was built with.
  public static let contract: Schema = {
    do { return try Schema(fileDescriptorSet: contractDescriptors) } catch {
      preconditionFailure("the generated descriptor set is damaged: \(error)")
    }
  }()

  /// Reads a google.protobuf.FileDescriptorSet that holds every import.
  public init(fileDescriptorSet: [UInt8]) throws {
    var builder = SchemaBuilder()
    try builder.read(fileDescriptorSet)
    services = try builder.services()
    messages = try builder.messages()
    enumerations = builder.enumerations
    methods = Dictionary(
      services.flatMap { $0.methods.map { ($0.name, $0) } }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// By its full name, such as "credopass.users.v1.UsersService/GetUser".
  public func method(_ name: String) -> MethodSchema? { methods[name] }
}

public struct ServiceSchema: Sendable {
  /// Such as "credopass.users.v1.UsersService".
  public let name: String
  public let comment: String
  public let methods: [MethodSchema]
}

public struct MethodSchema: Sendable {
  /// Such as "credopass.users.v1.UsersService/GetUser".
  public let name: String
  public let comment: String
  public let input: MessageSchema
  public let output: MessageSchema
  public let idempotency: Idempotency
}

public final class MessageSchema: Sendable {
  /// The types whose JSON is not an object.
  enum Shape: Sendable { case object, timestamp, fieldMask }

  public let name: String
  public let comment: String
  /// In the order of their numbers.
  public let fields: [FieldSchema]
  let shape: Shape

  init(name: String, comment: String, fields: [FieldSchema]) {
    self.name = name
    self.comment = comment
    self.fields = fields.sorted { $0.number < $1.number }
    shape =
      switch name {
      case "google.protobuf.Timestamp": .timestamp
      case "google.protobuf.FieldMask": .fieldMask
      default: .object
      }
  }

  /// Where the field of that number stands; `hint` is looked at first.
  func index(ofNumber number: Int, hint: Int) -> Int? {
    if hint < fields.count, fields[hint].number == number { return hint }
    var low = 0
    var high = fields.count
    while low < high {
      let middle = (low + high) / 2
      if fields[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < fields.count && fields[low].number == number ? low : nil
  }
}

public final class FieldSchema: Sendable {
  public enum Kind: Sendable {
    case double, float, bool, text, bytes
    case int32, sint32, sfixed32, uint32, fixed32
    case int64, sint64, sfixed64, uint64, fixed64
    case enumeration(EnumSchema)
    case message(MessageSchema)
  }

  /// As in the contract, such as "first_name".
  public let name: String
  /// As in JSON, such as "firstName".
  public let jsonName: String
  public let number: Int
  public let kind: Kind
  public let isRepeated: Bool
  /// Whether absent and zero differ.
  public let hasPresence: Bool
  /// The oneof it belongs to; `optional` alone is none.
  public let oneof: String?
  public let comment: String
  let nameBytes: [UInt8]
  let jsonNameBytes: [UInt8]

  init(
    name: String, jsonName: String, number: Int, kind: Kind, isRepeated: Bool, hasPresence: Bool,
    oneof: String?, comment: String
  ) {
    self.name = name
    self.jsonName = jsonName
    self.number = number
    self.kind = kind
    self.isRepeated = isRepeated
    self.hasPresence = hasPresence
    self.oneof = oneof
    self.comment = comment
    nameBytes = Array(name.utf8)
    jsonNameBytes = Array(jsonName.utf8)
  }
}

public final class EnumSchema: Sendable {
  public struct Value: Sendable {
    public let name: String
    public let number: Int32
    public let comment: String
  }

  public let name: String
  public let comment: String
  public let values: [Value]

  init(name: String, comment: String, values: [Value]) {
    self.name = name
    self.comment = comment
    self.values = values
  }

  func name(of number: Int32) -> String? { values.first { $0.number == number }?.name }
}
