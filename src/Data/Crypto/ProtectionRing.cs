using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HuTong.Data.Crypto;

/// <summary>The key ring of cookies and form tokens: in the database, so that log-ins survive a restart, each key wrapped by the master key (security.md 5).</summary>
public sealed class ProtectionRing(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT xml FROM data_protection_key ORDER BY id";
        using var reader = command.ExecuteReader();
        var all = new List<XElement>();
        while (reader.Read()) all.Add(XElement.Parse(reader.GetString(0)));
        return all;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = database.Open();
        using var command = connection.Statement("INSERT INTO data_protection_key (friendly_name, xml) VALUES (@name, @xml)", ("name", friendlyName), ("xml", element.ToString(SaveOptions.DisableFormatting)));
        command.ExecuteNonQuery();
    }
}

/// <summary>Wraps a key of the ring with the master key.</summary>
public sealed class WrapByMasterKey(MasterKey master) : IXmlEncryptor
{
    internal const string Context = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("wrapped", Convert.ToBase64String(master.Wrap(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Context))), typeof(UnwrapByMasterKey));
}

/// <summary>Unwraps a key of the ring; made by the framework from its stored type name, so the provider is all it is given.</summary>
public sealed class UnwrapByMasterKey(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">Wrapped by another master key.</exception>
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<MasterKey>().Unwrap(Convert.FromBase64String(encryptedElement.Value), WrapByMasterKey.Context)));
}

/// <summary>Tells the framework's key management where its keys lie and what wraps them.</summary>
public sealed class RingOptions(Database database, MasterKey master) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => (options.XmlRepository, options.XmlEncryptor) = (new ProtectionRing(database), new WrapByMasterKey(master));
}
