/** The appliance as its own machine may ask it, with the credential that lies beside the store. */
export class ManagementApi {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get<Content>(path: string): Promise<Content> {
    return this.ask<Content>('GET', path);
  }

  post<Content>(path: string, body: object): Promise<Content> {
    return this.ask<Content>('POST', path, body);
  }

  async activationCode(channelId: string, registerId: string): Promise<string> {
    return (await this.post<{ activationCode: string }>('/activation-codes', { channelId, registerId })).activationCode;
  }

  private async ask<Content>(method: 'GET' | 'POST', path: string, body?: object): Promise<Content> {
    const headers = { authorization: `Bearer ${this.token}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.url}/management/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`management ${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Content;
  }
}
