console.log('no API yet');
